#include "ui/items/itemwrites.h"

#include "core/dynamodb/itemrequests.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/items/itemdialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/valuepresentation.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

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

namespace {

using Purpose = ItemEdit::Purpose;

constexpr std::size_t deletedAtOnce = 25; // of BatchWriteItem

class Words {
    Q_DECLARE_TR_FUNCTIONS(ItemWords)
};

QString where(const SessionInfo& session, const ItemTable& table)
{
    return QStringLiteral("%1 (%2)").arg(session.profile, toQString(table.client.region()));
}

QString title(Purpose purpose, const QString& label, const QString& table)
{
    switch (purpose) {
    case Purpose::New:
        return Words::tr("New item in %1").arg(table);
    case Purpose::Duplicate:
        return Words::tr("Duplicate item %1 in %2").arg(label, table);
    case Purpose::Edit:
        break;
    }
    return Words::tr("Edit item %1 in %2").arg(label, table);
}

} // namespace

QString itemLabel(const dynamodb::NativeValue& item, const dynamodb::KeySchema& keys)
{
    QStringList parts;
    for (const auto* part : {&keys.partition, &keys.sort}) {
        for (const auto& key : *part)
            parts.append(nativeCellText(item[key.name]));
    }
    return parts.join(QStringLiteral(" / "));
}

dynamodb::NativeValue keysFirst(const dynamodb::NativeValue& item, const dynamodb::KeySchema& keys)
{
    auto ordered = dynamodb::keyOf(item, keys);
    for (const auto& [name, value] : item.members()) {
        if (!ordered.contains(name))
            ordered.insert(name, value);
    }
    return ordered;
}

QString editCause(Purpose purpose)
{
    switch (purpose) {
    case Purpose::New:
        return Words::tr("New item");
    case Purpose::Duplicate:
        return Words::tr("Duplicate item");
    case Purpose::Edit:
        break;
    }
    return Words::tr("Edit item");
}

Confirmation editConfirmation(const SessionInfo& session, const ItemTable& table, Purpose purpose,
                              const QString& label)
{
    const bool isEdit = purpose == Purpose::Edit;
    Confirmation confirmation;
    confirmation.session = session;
    confirmation.title = title(purpose, label, toOneLine(table.name));
    confirmation.sentence =
        isEdit ? Words::tr("Stored is what you change, and only if nobody has changed it meanwhile.")
               : Words::tr("Stored only if there is no item with this key yet.");
    confirmation.call =
        Words::tr("Will call dynamodb.%1 in %2")
            .arg(isEdit ? QStringLiteral("UpdateItem") : QStringLiteral("PutItem"), where(session, table));
    confirmation.button = isEdit ? Words::tr("Store item") : Words::tr("Create item");
    confirmation.destructive = session.production;
    return confirmation;
}

Confirmation deleteConfirmation(const SessionInfo& session, const ItemTable& table, const QStringList& labels)
{
    const qsizetype calls = (labels.size() + qsizetype(deletedAtOnce) - 1) / qsizetype(deletedAtOnce);
    const QString what = labels.size() == 1 ? Words::tr("Delete item")
                                            : Words::tr("Delete %1 items").arg(groupedNumber(labels.size()));
    Confirmation confirmation;
    confirmation.session = session;
    confirmation.title = Words::tr("%1 from %2?").arg(what, toOneLine(table.name));
    confirmation.sentence = Words::tr("What is deleted cannot be brought back from here.");
    confirmation.items = labels;
    confirmation.call = Words::tr("Will call dynamodb.BatchWriteItem in %1").arg(where(session, table));
    if (calls > 1)
        confirmation.call = Words::tr("%1, %2 times").arg(confirmation.call, groupedNumber(calls));
    confirmation.button = what;
    confirmation.destructive = true;
    return confirmation;
}

ItemDeletion::ItemDeletion(const Appearance& appearance, const ChangeGate& gate, WindowServices& services,
                           ItemTable table, std::vector<NativeValue> keys, QWidget* window, QObject* parent)
    : QObject(parent),
      m_appearance(appearance),
      m_gate(gate),
      m_services(services),
      m_table(std::move(table)),
      m_keys(std::move(keys)),
      m_window(window),
      m_done(m_keys.size())
{
}

ItemDeletion::~ItemDeletion()
{
    delete m_question;
    delete m_progress;
}

ConfirmDialog* ItemDeletion::question() const
{
    return m_question;
}

JobDialog* ItemDeletion::progress() const
{
    return m_progress;
}

void ItemDeletion::start()
{
    QStringList labels;
    for (const auto& key : m_keys)
        labels.append(itemLabel(key, m_table.schema.table));
    m_question =
        new ConfirmDialog(m_appearance, deleteConfirmation(m_gate.info(), m_table, labels), m_window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, &ItemDeletion::run);
    connect(m_question, &QDialog::rejected, this, &QObject::deleteLater);
    m_question->open();
}

void ItemDeletion::run()
{
    makeProgress();
    dynamodb::BatchWriterOptions options;
    options.batchSize = deletedAtOnce;
    options.cause = tr("Delete items").toStdString();
    m_writer.reset(
        new dynamodb::BatchWriter(dynamodb::NativeClient(m_table.client), m_table.name, std::move(options)));
    connect(m_writer.get(), &dynamodb::BatchWriter::readyForMore, this, [this] {
        countWritten();
        feed();
    });
    connect(m_writer.get(), &dynamodb::BatchWriter::finished, this, &ItemDeletion::end);
    m_progress->showSoon();
    feed();
}

void ItemDeletion::makeProgress()
{
    const QString heading =
        deleteConfirmation(m_gate.info(), m_table, QStringList(qsizetype(m_keys.size()))).button;
    m_progress = new JobDialog(m_appearance, m_gate.info(), heading,
                               QStringLiteral("dynamodb.BatchWriteItem"), m_window);
    m_progress->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_progress, &JobDialog::cancelRequested, this, &ItemDeletion::cancel);
    connect(m_progress, &JobDialog::copyRequested, &m_services, &WindowServices::copy);
    connect(m_progress, &JobDialog::showRequestRequested, this,
            [this] { m_services.showCall(m_writer ? m_writer->lastCallId() : 0); });
    connect(m_progress, &QDialog::finished, this, &QObject::deleteLater);
}

// One batch at a time, so that there is something to tell between them, and nothing to take back.
void ItemDeletion::feed()
{
    const std::size_t end = std::min(m_keys.size(), m_fed + deletedAtOnce);
    while (m_fed < end && m_writer->deleteItem(m_keys[m_fed]).ok())
        ++m_fed;
    if (m_fed == m_keys.size())
        m_writer->finish();
}

// What the service left unprocessed goes into the next batch: those are few, and among the keys given last.
void ItemDeletion::countWritten()
{
    const auto unwritten = m_writer->unwritten();
    for (std::size_t i = m_settled; i < m_fed; ++i) {
        m_done[i] = std::none_of(unwritten.begin(), unwritten.end(), [this, i](const NativeValue& request) {
            return request["DeleteRequest"]["Key"] == m_keys[i];
        });
    }
    while (m_settled < m_fed && m_done[m_settled])
        ++m_settled;
    const auto count = std::count(m_done.begin(), m_done.end(), true);
    m_progress->setProgress(
        tr("%1 of %2 deleted").arg(groupedNumber(count), groupedNumber(qint64(m_keys.size()))));
}

void ItemDeletion::tellDeleted()
{
    std::vector<NativeValue> keys;
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        if (m_done[i])
            keys.push_back(m_keys[i]);
    }
    if (!keys.empty())
        emit deleted(keys);
}

void ItemDeletion::end()
{
    countWritten();
    tellDeleted();
    const auto count = std::count(m_done.begin(), m_done.end(), true);
    const QString words =
        tr("%1 of %2 items deleted").arg(groupedNumber(count), groupedNumber(qint64(m_keys.size())));
    if (const auto& result = m_writer->result(); !result) {
        m_progress->showError(result.error(), words, m_writer->lastCallId() != 0);
        return;
    }
    emit finished(count == 1 ? tr("Done: 1 item deleted")
                             : tr("Done: %1 items deleted").arg(groupedNumber(count)));
    m_progress->disconnect(this);
    m_progress->hide();
    deleteLater();
}

// Nobody knows about the batch that was under way.
void ItemDeletion::cancel()
{
    const auto unsure = m_writer->unwritten().size();
    countWritten();
    m_writer.reset();
    tellDeleted();
    const auto count = std::count(m_done.begin(), m_done.end(), true);
    QString words = tr("Given up: %1 of %2 items are deleted")
                        .arg(groupedNumber(count), groupedNumber(qint64(m_keys.size())));
    if (unsure > 0)
        words += tr("; %1 more may be, reload to see").arg(groupedNumber(qint64(unsure)));
    m_progress->showFailures(words, {}, false);
}

} // namespace inia::ui
