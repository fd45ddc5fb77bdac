#pragma once

#include "core/dynamodb/nativevalue.h"
#include "ui/items/itemwrites.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <array>
#include <optional>

class QAction;

namespace inia::ui {

class Appearance;
class Button;
class ChangeGate;
class ItemsView;
class WindowServices;

// What can be done with the items of a view beside looking at them: making, editing, duplicating, deleting.
// Offers it by keys, in the context menu and by buttons; the dialogs stand over the view's window.
class ItemActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemActions)

public:
    // `view` owns it; `gate` and `services` outlive it.
    ItemActions(const Appearance& appearance, ChangeGate& gate, WindowServices& services, ItemsView& view);

    void newItem();
    void editItem();
    void duplicateItem();
    void deleteItems();

    // The dialog's owner; null when there is none, as the tests see it.
    [[nodiscard]] ItemEdit* edit() const;
    [[nodiscard]] ItemDeletion* deletion() const;

private:
    // In the menu's order.
    enum Act : std::size_t { New, Edit, Duplicate, Delete, ActCount };

    void makeActions();
    void addButtons();
    void showMenu(const QPoint& inViewport);
    void refresh();
    void startEdit(ItemEdit::Purpose purpose, dynamodb::NativeValue item);
    void show(const dynamodb::NativeValue& item);
    [[nodiscard]] std::optional<ItemTable> table() const;
    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] dynamodb::NativeValue emptyItem() const;
    // Null when it can be done now.
    [[nodiscard]] QString obstacle(Act act) const;

    const Appearance& m_appearance;
    ChangeGate& m_gate;
    WindowServices& m_services;
    ItemsView& m_view;
    std::array<QAction*, ActCount> m_actions{};
    Button* m_new;
    QPointer<ItemEdit> m_edit;
    QPointer<ItemDeletion> m_deletion;
};

} // namespace inia::ui
