#pragma once

#include <QtWidgets/QWidget>

#include <optional>

class QHBoxLayout;
class QLineEdit;

namespace inia::ui {

class Appearance;
class ElidedLabel;
class SegmentedControl;

// What the server can be asked for, in words.
struct ServerFilterWords {
    QString mode;        // "Prefix . server"
    QString modeTip;     // what the server does with the text
    QString placeholder; // what to type
};

// A filter the server applies.
struct FilterChip {
    QString name; // "starts with", "vpc-id ="
    QString value;

    bool operator==(const FilterChip&) const = default;
};

// The row above a table that narrows what it shows. The mode says who filters: the server (asked with
// Return), or the window among the rows it has (as one types). The server's filters in force are chips below
// the field.
class FilterRow final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterRow)

public:
    enum class Mode : quint8 { Server, Contains };

    FilterRow(const Appearance& appearance, const QString& accessibleName, QWidget* parent = nullptr);

    // Nothing: the server cannot filter here, only the loaded rows can be.
    void setServerWords(const std::optional<ServerFilterWords>& words);
    void setContainsPlaceholder(const QString& text);
    void setChips(const QList<FilterChip>& chips);
    // Why what was typed cannot be asked for; gone as soon as one types on.
    void setProblem(const QString& text);
    // At the right end, behind the modes.
    void addTool(QWidget* tool);

    [[nodiscard]] QString text() const;
    [[nodiscard]] Mode mode() const;
    void setMode(Mode mode); // as if the user had chosen it
    void clearField();
    void focusField();

signals:
    void serverFilterRequested(const QString& text); // empty = none
    void chipRemoved(int index);
    void chipsCleared();
    void containsChanged(const QString& text); // empty = none
    void leftField();                          // Esc or Down: back to the rows

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void submit();
    void changeMode();
    void updateWords();

    const Appearance& m_appearance;
    std::optional<ServerFilterWords> m_words;
    QString m_containsPlaceholder;
    QList<FilterChip> m_chips;
    QLineEdit* m_field;
    QHBoxLayout* m_line;
    SegmentedControl* m_modes = nullptr; // only where there is a choice
    QWidget* m_chipRow;
    ElidedLabel* m_problem;
};

} // namespace inia::ui
