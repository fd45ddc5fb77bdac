#pragma once

#include <QtWidgets/QAbstractButton>

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

} // namespace inia::ui
