#pragma once

#include <QtCore/QList>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLayout>

namespace inia::ui {

class Appearance;

// A small piece of data one may take in the hand: a tag (key and value on the track), an action on the thing
// shown ("ARN", outlined), or a filter the server applies (on the selection colour, in the accent).
class Chip final : public QAbstractButton {
    Q_OBJECT

public:
    enum class Kind : quint8 { Tag, Outlined, Filter };

    // `key` may be empty; it is drawn quieter, before `value`.
    Chip(const Appearance& appearance, Kind kind, const QString& key, const QString& value,
         QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Chip)

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    Kind m_kind;
    QString m_key;
};

// Small things one after another, in as many lines as the width makes them need: chips, links.
class FlowLayout final : public QLayout {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FlowLayout)

public:
    // `gap` in pixels, in both directions.
    explicit FlowLayout(int gap, QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize minimumSize() const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    void setGeometry(const QRect& rect) override;

private:
    // Height of all lines within `rect`; places the items when `place` is set.
    int arrange(const QRect& rect, bool place) const;

    QList<QLayoutItem*> m_items;
    int m_gap;
};

} // namespace inia::ui
