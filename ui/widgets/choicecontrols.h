#pragma once

#include <QtCore/QStringList>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QWidget>

class QButtonGroup;

namespace inia::ui {

class Appearance;

// A field to choose from a list, with or without typing. While typing, the list narrows to what contains the
// text; the current text counts even when it is none of the list.
class ChoiceBox final : public QComboBox {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceBox)

public:
    enum class Typing : quint8 { No, Yes };

    ChoiceBox(const Appearance& appearance, Typing typing, QWidget* parent = nullptr);

    // Nothing is chosen afterwards.
    void setChoices(const QStringList& choices);
    void setText(const QString& text);
    // As wide as the widest choice, so that choosing moves nothing beside it.
    void fitWidth();
    // Shown while nothing is chosen.
    void setPlaceholder(const QString& text);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void placeEdit();

    const Appearance& m_appearance;
    QString m_placeholder;
};

// A choice of one out of at most four, all of them visible. One Tab stop; arrow keys move the choice.
class SegmentedControl final : public QWidget {
    Q_OBJECT

public:
    enum class Size : quint8 { Normal, Dock }; // 28 or 24 px high

    SegmentedControl(const Appearance& appearance, const QStringList& options, QWidget* parent = nullptr,
                     Size size = Size::Normal);
    Q_DISABLE_COPY_MOVE(SegmentedControl)

    [[nodiscard]] int currentIndex() const;
    void setCurrentIndex(int index); // does not emit
    void setOptionToolTip(int index, const QString& text);
    void setOptionEnabled(int index, bool enabled);

signals:
    void currentChanged(int index); // by the user

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QButtonGroup* m_group;
};

} // namespace inia::ui
