#include "ui/items/itemedit.h"

#include "core/dynamodb/itemwrite.h"
#include "ui/actions/changegate.h"
#include "ui/items/itemdialog.h"
#include "ui/items/itemwords.h"
#include "ui/models/displaytext.h"

namespace inia::ui {

using dynamodb::NativeValue;
using Answer = Result<NativeValue>;

ItemEdit::ItemEdit(const Appearance& appearance, const ChangeGate& gate, ItemTable table, Purpose purpose,
                   NativeValue item, bool isWhole, QWidget* window, QObject* parent)
    : QObject(parent),
      m_appearance(appearance),
      m_gate(gate),
      m_table(std::move(table)),
      m_purpose(purpose),
      m_base(std::move(item)),
      m_isWhole(isWhole),
      m_mustBeNew(purpose != Purpose::Edit),
      m_window(window)
{
}

ItemEdit::~ItemEdit()
{
    delete m_dialog;
}

ItemDialog* ItemEdit::dialog() const
{
    return m_dialog;
}

NativeValue ItemEdit::key() const
{
    return dynamodb::keyOf(m_base, m_table.schema.table);
}

void ItemEdit::start()
{
    openDialog();
    if (m_purpose == Purpose::New)
        m_dialog->setItem(m_base);
    else
        readItem();
}

void ItemEdit::openDialog()
{
    const QString label = m_purpose == Purpose::New ? QString() : itemLabel(m_base, m_table.schema.table);
    m_dialog = new ItemDialog(m_appearance, editConfirmation(m_gate.info(), m_table, m_purpose, label),
                              m_table.schema, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QDialog::finished, this, &QObject::deleteLater);
    connect(m_dialog, &ItemDialog::submitted, this, &ItemEdit::store);
    connect(m_dialog, &ItemDialog::cancelRequested, this, &ItemEdit::cancel);
    m_dialog->open();
}

void ItemEdit::call(const char* operation, const NativeValue& params, const QString& words,
                    std::function<void(const Answer&)> take)
{
    CallOptions options;
    options.cause = editCause(m_purpose).toStdString();
    options.target = m_table.name;
    m_dialog->setBusy(words);
    m_reply = dynamodb::NativeClient(m_table.client).call(operation, params, std::move(options));
    connect(m_reply.get(), &dynamodb::NativeReply::finished, this, [this, take = std::move(take)] {
        const auto reply = std::move(m_reply);
        m_dialog->setIdle();
        take(reply->result());
    });
}

// ---- reading ----------------------------------------------------------------------------------------------

void ItemEdit::readItem()
{
    m_dialog->setItem(m_base);
    call("GetItem", dynamodb::getItemParams(m_table.name, key()), tr("Reading the item as it is now\u2026"),
         [this](const Answer& answer) { takeItem(answer); });
}

void ItemEdit::takeItem(const Answer& answer)
{
    if (!answer) {
        showUnread(answer.error());
        return;
    }
    const auto* item = answer->find("Item");
    if (item == nullptr) {
        emit gone(key());
        m_dialog->showProblem(tr("This item is not in the table any more. It is shown as it was listed."));
        if (m_purpose == Purpose::Edit)
            m_dialog->forbid();
        return;
    }
    m_base = keysFirst(*item, m_table.schema.table);
    m_dialog->setItem(m_base);
}

// Who may not read single items may still store them: what was listed will do, when it is all of the item.
void ItemEdit::showUnread(const Error& error)
{
    if (isAccessDenied(error) && m_isWhole) {
        m_dialog->setNote(tr("It could not be read anew; this is the item as it was listed."));
        return;
    }
    m_dialog->showProblem(tr("The item could not be read: %1").arg(errorText(error)));
    m_dialog->forbid();
}

// ---- storing ----------------------------------------------------------------------------------------------

void ItemEdit::store(const NativeValue& item)
{
    if (!m_gate.isOpen()) {
        m_dialog->showProblem(m_gate.reason());
        return;
    }
    const auto take = [this, item](const Answer& answer) {
        m_isStoring = false;
        takeStored(answer, item);
    };
    const auto& keys = m_table.schema.table;
    if (m_mustBeNew) {
        m_isStoring = true;
        call("PutItem", dynamodb::newItemParams(m_table.name, item, keys), tr("Storing the item\u2026"),
             take);
        return;
    }
    const auto params = dynamodb::editedItemParams(m_table.name, m_base, item, keys);
    if (!params) {
        m_dialog->showProblem(toQString(params.error().message));
        return;
    }
    m_isStoring = true;
    call("UpdateItem", *params, tr("Storing the item\u2026"), take);
}

void ItemEdit::takeStored(const Answer& answer, const NativeValue& item)
{
    if (answer) {
        const auto* whole = answer->find("Attributes");
        emit stored(whole != nullptr ? *whole : item);
        m_dialog->accept();
    } else if (answer.error().code != "ConditionalCheckFailedException") {
        m_dialog->showProblem(errorText(answer.error()));
    } else if (m_mustBeNew) {
        m_dialog->showProblem(tr("There is an item with this key already, and it was left as it is: %1. Give "
                                 "this one another key.")
                                  .arg(itemLabel(item, m_table.schema.table)));
    } else {
        readConflict();
    }
}

void ItemEdit::readConflict()
{
    call("GetItem", dynamodb::getItemParams(m_table.name, key()), tr("Reading what it was changed to\u2026"),
         [this](const Answer& answer) { takeConflict(answer); });
}

void ItemEdit::takeConflict(const Answer& answer)
{
    if (!answer) {
        m_dialog->showProblem(tr("The item was changed by another since it was read, and nothing was stored. "
                                 "It could not be read again: %1")
                                  .arg(errorText(answer.error())));
        return;
    }
    const auto* newer = answer->find("Item");
    m_mustBeNew = newer == nullptr;
    if (newer != nullptr) {
        m_base = keysFirst(*newer, m_table.schema.table);
        emit found(m_base); // the list shows what there is now
    } else {
        emit gone(key());
    }
    m_dialog->showConflict(newer != nullptr ? std::optional(m_base) : std::nullopt);
}

void ItemEdit::cancel()
{
    const bool wasStoring = m_isStoring;
    m_isStoring = false;
    m_reply.reset();
    m_dialog->setIdle();
    if (wasStoring)
        m_dialog->showProblem(tr("Given up while it was under way: the service may have stored it."));
    else
        m_dialog->reject();
}

} // namespace inia::ui
