#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QStringList>
#include <QtGui/QKeySequence>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QWidget>

class QButtonGroup;

namespace inia::ui {

class Appearance;

// A button with a verb and its object on it. Default is outlined; Primary is the one button of a view that is
// meant to be pressed; Danger is the last step of something that cannot be undone.
//
// A QPushButton, so that dialogs know it as their default, but painted here: the style sheet puts icon and
// text too close together and the focus frame of a filled button around its text.
class Button final : public QPushButton {
    Q_OBJECT

public:
    enum class Kind : quint8 { Default, Primary, Danger };

    Button(const Appearance& appearance, Kind kind, const QString& text, const QString& iconName = {},
           QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Button)

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] int contentWidth() const;
    [[nodiscard]] const QFont& labelFont() const;
    void paintOutlined(QPainter& painter) const;
    void paintFilled(QPainter& painter) const;

    const Appearance& m_appearance;
    Kind m_kind;
    QString m_iconName;
};

// An action that reads as a word in a line: "Load more", "Retry".
class LinkButton final : public QAbstractButton {
    Q_OBJECT

public:
    explicit LinkButton(const Appearance& appearance, const QString& text, QWidget* parent = nullptr,
                        FontRole font = FontRole::Header);
    Q_DISABLE_COPY_MOVE(LinkButton)

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    FontRole m_font;
};

// A button that is only an icon. It cannot be built without the words for it: they become the accessible name
// and, with the shortcut, the tooltip. Takes focus by Tab only, so that a click leaves the focus in the data.
class ToolButton final : public QToolButton {
    Q_OBJECT

public:
    enum class Ground : quint8 { Surface, Window }; // decides the hover colour

    ToolButton(const Appearance& appearance, const QString& iconName, const QString& text,
               const QKeySequence& shortcut = {}, QWidget* parent = nullptr, Ground ground = Ground::Surface);
    Q_DISABLE_COPY_MOVE(ToolButton)

    // Changes drawing and words, for a button with two states (record, stop).
    void setMeaning(const QString& iconName, const QString& text, Token color = Token::Text2);
    void setIconPixels(int size, int side); // icon and button, in design pixels

private:
    const Appearance& m_appearance;
    QKeySequence m_shortcut;
};

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
