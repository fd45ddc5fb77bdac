#pragma once

#include "ui/delegates/rowdelegate.h"
#include "ui/dialogs/popups.h"

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QDialog>

#include <functional>
#include <vector>

namespace inia::ui {

class ElidedLabel;

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

// The list of what the text finds, at the top of the window.
class FinderPopup final : public ListPopup {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FinderPopup)

public:
    // What is found for a text, the best first.
    using Search = std::function<std::vector<FinderRow>(const QString& text)>;

    FinderPopup(const Appearance& appearance, Search search, QWidget* window);

    // Below the text: what else can be typed.
    void setHint(const QString& hint);
    void open(const QString& text);
    // Something else can be found now.
    void refresh();

private:
    void choose(const QModelIndex& index) override;
    void showReason(const QModelIndex& index);

    Search m_search;
    std::vector<FinderRow> m_rows;
    QStandardItemModel m_model;
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
