#pragma once

#include "core/client/client.h"
#include "core/model/value.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/resourcelayouts.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtWidgets/QDialog>

#include <optional>
#include <string>
#include <vector>

class QLineEdit;
class QListWidget;
class QMenu;

namespace inia::ui {

class Appearance;
class Button;
class ResourceTableModel;
class TextLabel;
class TreeView;
class ValueTreeModel;

// Which columns a table of resources has, in which order: a list to check and to move, beside it the value of
// a row, whose members become columns when they are picked, and below it an expression that does.
class ColumnsDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ColumnsDialog)

public:
    struct Table {
        std::string type;       // "ec2.Instance", for the JSON that is shared
        ResourceColumns shown;  // in their order
        ResourceColumns others; // that may be added
        ResourceFacts row;      // to pick members of; may be empty
        ResourceColumns usual;  // if nobody chooses
    };

    ColumnsDialog(const Appearance& appearance, Table table, QWidget* parent);

    // What is checked, in its order.
    [[nodiscard]] ResourceColumns columns() const;
    // The expression has the focus.
    void startTyping();
    [[nodiscard]] QListWidget* list() const { return m_list; }
    [[nodiscard]] QLineEdit* expressionField() const { return m_expression; }
    [[nodiscard]] QLineEdit* titleField() const { return m_title; }
    // What is wrong with the expression, or what it finds in the row.
    [[nodiscard]] QString verdict() const;
    [[nodiscard]] TreeView* tree() const { return m_tree; }
    // Columns that somebody has copied; says what is wrong with the text.
    void paste(const QByteArray& text);

public slots:
    void addTyped();

signals:
    void chosen(const inia::ui::ResourceColumns& columns);
    void copyRequested(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* makeList();
    [[nodiscard]] QWidget* makePicker();
    [[nodiscard]] QWidget* makeEditor();
    [[nodiscard]] QWidget* makeButtons();
    void fill(const ResourceColumns& shown, const ResourceColumns& others);
    void addItem(const ResourceColumn& column, bool isShown);
    void move(int by);
    void judge();
    void tell(const QString& text, bool isProblem);
    [[nodiscard]] Result<Value> sample(const std::string& path) const;

    const Appearance& m_appearance;
    Table m_table;
    std::vector<ResourceColumn> m_known; // an item's data is its place here
    ValueTreeModel* m_value;
    QListWidget* m_list;
    TreeView* m_tree;
    QLineEdit* m_expression;
    QLineEdit* m_title;
    Button* m_add;
    TextLabel* m_verdict;
    TextLabel* m_problem;
};

// Fills a menu with the columns of the model: those shown, checked; members and tags that may be added; and
// the way back to what is shown if nobody chooses.
void fillColumnMenu(QMenu& menu, ResourceTableModel& model);

// In which regions a collection is listed: those of the partition, checked where the service is known to be.
// Which of them the account has enabled is asked of EC2, when somebody wants to know.
class RegionsDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RegionsDialog)

public:
    struct Choice {
        QString what; // "instances"
        std::vector<ServiceResources::ServiceRegion> regions;
        std::vector<std::string> chosen; // empty: all that have the service
        std::optional<Client> ec2;
    };

    RegionsDialog(const Appearance& appearance, Choice choice, QWidget* parent);
    ~RegionsDialog() override;

    // What is checked; "all" alone for all that have the service.
    [[nodiscard]] std::vector<std::string> regions() const;
    [[nodiscard]] QListWidget* list() const { return m_list; }
    // What the account has, and what came of asking.
    void askEnabled();
    [[nodiscard]] QString verdict() const;

signals:
    void chosen(const std::vector<std::string>& regions);

private:
    void check(const std::vector<std::string>& names);
    void checkKnown();
    void takeEnabled();
    void judge();
    [[nodiscard]] std::vector<std::string> checkedNames() const;

    Choice m_choice;
    QListWidget* m_list;
    TextLabel* m_verdict;
    Button* m_apply;
    ReplyPtr m_reply;
};

} // namespace inia::ui
