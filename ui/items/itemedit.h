#pragma once

#include "core/dynamodb/nativeclient.h"
#include "ui/items/itemtable.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <functional>

namespace inia::ui {

class Appearance;
class ChangeGate;
class ItemDialog;

// One item being made or edited, from the dialog to the answer of the service. Nothing is overwritten unseen:
// a new item is stored only where there is none, an edited one only where it still is as it was read, which
// is done anew before it is shown. Deletes itself when the dialog is closed; dropping it ends its call.
class ItemEdit final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemEdit)

public:
    enum class Purpose : quint8 { New, Duplicate, Edit };

    // `item` is what the dialog begins with: of Edit and Duplicate as it is listed, which may be a part of
    // it when `isWhole` is not set. `gate` and `window` outlive it.
    ItemEdit(const Appearance& appearance, const ChangeGate& gate, ItemTable table, Purpose purpose,
             dynamodb::NativeValue item, bool isWhole, QWidget* window, QObject* parent);
    ~ItemEdit() override;

    void start();
    [[nodiscard]] ItemDialog* dialog() const;

signals:
    void stored(const inia::dynamodb::NativeValue& item);
    // It is so now, and somebody else has done it.
    void found(const inia::dynamodb::NativeValue& item);
    // There is no item of this key.
    void gone(const inia::dynamodb::NativeValue& key);

private:
    void openDialog();
    void readItem();
    void takeItem(const Result<dynamodb::NativeValue>& answer);
    void showUnread(const Error& error);
    void store(const dynamodb::NativeValue& item);
    void takeStored(const Result<dynamodb::NativeValue>& answer, const dynamodb::NativeValue& item);
    void readConflict();
    void takeConflict(const Result<dynamodb::NativeValue>& answer);
    void cancel();
    // `take` gets the answer; another call, or cancel(), drops it.
    void call(const char* operation, const dynamodb::NativeValue& params, const QString& words,
              std::function<void(const Result<dynamodb::NativeValue>&)> take);
    [[nodiscard]] dynamodb::NativeValue key() const;

    const Appearance& m_appearance;
    const ChangeGate& m_gate;
    ItemTable m_table;
    Purpose m_purpose;
    dynamodb::NativeValue m_base; // as it was read last
    bool m_isWhole;
    bool m_mustBeNew; // there is nothing to overwrite
    QWidget* m_window;
    QPointer<ItemDialog> m_dialog;
    dynamodb::NativeReplyPtr m_reply;
    bool m_isStoring = false;
};

} // namespace inia::ui
