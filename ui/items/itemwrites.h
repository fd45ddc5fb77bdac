#pragma once

#include "core/client/client.h"
#include "core/dynamodb/itemrequests.h"
#include "core/dynamodb/nativeclient.h"
#include "ui/dialogs/confirmdialog.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QStringList>

#include <functional>
#include <string>
#include <vector>

namespace inia::ui {

class Appearance;
class ChangeGate;
class ItemDialog;
class JobDialog;
class WindowServices;

// The table that items are written to.
struct ItemTable {
    Client client;
    std::string name;
    dynamodb::TableSchema schema; // with known keys
};

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

// How writing items is worded, in dialogs and in the inspector.

// The item's key: "c-42 / 2026-07-14".
[[nodiscard]] QString itemLabel(const dynamodb::NativeValue& item, const dynamodb::KeySchema& keys);

// The same item with its keys first, as a person looks for them.
[[nodiscard]] dynamodb::NativeValue keysFirst(const dynamodb::NativeValue& item,
                                              const dynamodb::KeySchema& keys);

// What the inspector names as the cause.
[[nodiscard]] QString editCause(ItemEdit::Purpose purpose);

// In production whatever is stored asks for the session's name.
[[nodiscard]] Confirmation editConfirmation(const SessionInfo& session, const ItemTable& table,
                                            ItemEdit::Purpose purpose, const QString& label);

[[nodiscard]] Confirmation deleteConfirmation(const SessionInfo& session, const ItemTable& table,
                                              const QStringList& labels);

// Deletes items of one table: asks, shows how far it has come, and can be given up. Deletes itself in the
// end; dropping it ends the call under way.
class ItemDeletion final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemDeletion)

public:
    // At least one key. `gate`, `services` and `window` outlive it.
    ItemDeletion(const Appearance& appearance, const ChangeGate& gate, WindowServices& services,
                 ItemTable table, std::vector<dynamodb::NativeValue> keys, QWidget* window, QObject* parent);
    ~ItemDeletion() override;

    void start();
    [[nodiscard]] ConfirmDialog* question() const;
    [[nodiscard]] JobDialog* progress() const;

signals:
    // These are not in the table any more; comes at most once.
    void deleted(const std::vector<inia::dynamodb::NativeValue>& keys);
    void finished(const QString& text); // a good end that no dialog tells

private:
    void run();
    void makeProgress();
    void feed();
    void countWritten();
    void end();
    void cancel();
    void tellDeleted();

    const Appearance& m_appearance;
    const ChangeGate& m_gate;
    WindowServices& m_services;
    ItemTable m_table;
    std::vector<dynamodb::NativeValue> m_keys;
    QWidget* m_window;
    QPointer<ConfirmDialog> m_question;
    QPointer<JobDialog> m_progress;
    Owned<dynamodb::BatchWriter> m_writer;
    std::size_t m_fed = 0;     // keys the writer was given
    std::vector<bool> m_done;  // by key
    std::size_t m_settled = 0; // keys before this one are all done
};

} // namespace inia::ui
