#pragma once

#include "ui/models/itemtreemodel.h"

#include <QtWidgets/QWidget>

class QAction;

namespace inia::ui {

class Appearance;
class ChipSection;
class DetailsHead;
class ElidedLabel;
class TreeView;

// One item of a DynamoDB table with its types, whole, and in the two ways of writing it as JSON.
class ItemDetails final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemDetails)

public:
    explicit ItemDetails(const Appearance& appearance, QWidget* parent = nullptr);
    ~ItemDetails() override;

    // `title` is the item's key in words.
    void showItem(const dynamodb::NativeValue& item, const QString& title, const QString& table);
    void clear();
    // A button in the head, for as long as `action` lives.
    void addTool(QAction* action);
    [[nodiscard]] TreeView* tree() const { return m_tree; }

signals:
    void copyRequested(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] ChipSection* newCopies();
    void copyCurrent();

    const Appearance& m_appearance;
    ItemTreeModel m_model;
    QWidget* m_all;
    DetailsHead* m_head;
    QWidget* m_tools;
    TreeView* m_tree;
    ElidedLabel* m_path;
};

} // namespace inia::ui
