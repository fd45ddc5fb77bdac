#pragma once

#include <QtWidgets/QWidget>

class QHBoxLayout;
class QLineEdit;

namespace inia::ui {

class Appearance;
class Chip;
class SegmentedControl;

// The row above the table that narrows what it shows. The mode says who filters: the server by what keys
// start with (asked with Return), or the window among the rows it has (as one types).
class FilterRow final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterRow)

public:
    enum class Mode : quint8 { Prefix, Contains };

    explicit FilterRow(const Appearance& appearance, QWidget* parent = nullptr);

    // The server's filter in force, shown as a chip; empty for none. Empties the field in Prefix mode.
    void setServerFilter(const QString& text);
    [[nodiscard]] QString text() const;
    [[nodiscard]] Mode mode() const;
    void setMode(Mode mode); // as if the user had chosen it
    void clearField();
    void focusField();

signals:
    void serverFilterRequested(const QString& startsWith); // empty = none
    void containsChanged(const QString& text);             // empty = none
    void leftField();                                      // Esc or Down: back to the rows

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void submit();
    void changeMode();
    void updateWords();

    const Appearance& m_appearance;
    QLineEdit* m_field;
    QHBoxLayout* m_layout;
    Chip* m_chip = nullptr;
    SegmentedControl* m_modes;
};

} // namespace inia::ui
