#pragma once

#include "ui/delegates/rowdelegate.h"

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QDialog>
#include <QtWidgets/QFrame>

#include <functional>
#include <vector>

class QLineEdit;

namespace inia::ui {

class Appearance;
class ElidedLabel;
class TreeView;

// An entry of a list that was searched: icon, name, a quieter word behind it (TargetRole), and at the right
// its keys (SuffixRole), or why it cannot be chosen (ErrorTextRole), which greys it.
class FinderDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit FinderDelegate(const Appearance& appearance, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

// What the list shows of one thing that was found.
struct FinderRow {
    QString title;
    QString detail;
    QString keys;
    QString icon;
    QString obstacle; // why it cannot be chosen now; null when it can
    std::function<void()> choose;
    QString continues; // choosing writes this into the field instead, and the list stays
};

// A field over a list of what it finds, at the top of the window. Keyboard: type, arrows, Return, Esc; the
// field keeps the focus.
class FinderPopup final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FinderPopup)

public:
    // What is found for a text, the best first.
    using Search = std::function<std::vector<FinderRow>(const QString& text)>;

    // Deletes itself when it closes.
    FinderPopup(const Appearance& appearance, Search search, QWidget* window);

    // Below the text: what else can be typed.
    void setHint(const QString& hint);
    void open(const QString& text);
    // Something else can be found now.
    void refresh();
    [[nodiscard]] QLineEdit* field() const { return m_field; }
    [[nodiscard]] TreeView* list() const { return m_list; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void choose(const QModelIndex& index);
    void step(int rows);
    void showReason(const QModelIndex& index);

    const Appearance& m_appearance;
    Search m_search;
    std::vector<FinderRow> m_rows;
    QStandardItemModel m_model;
    QLineEdit* m_field;
    TreeView* m_list;
    ElidedLabel* m_note;
    QString m_hint;
};

// Help: all commands that have keys, in the order of the table.
class KeysDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeysDialog)

public:
    explicit KeysDialog(const Appearance& appearance, QWidget* parent);
};

} // namespace inia::ui
