#include "ui/items/itemdeletion.h"

#include "ui/actions/changegate.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/items/itemwords.h"
#include "ui/models/displaytext.h"

#include <algorithm>

namespace inia::ui {

using dynamodb::NativeValue;

namespace {
constexpr std::size_t batchSize = 25;
} // namespace

ItemDeletion::ItemDeletion(const Appearance& appearance, const ChangeGate& gate, ItemTable table,
                           std::vector<NativeValue> keys, QWidget* window, QObject* parent)
    : QObject(parent),
      m_appearance(appearance),
      m_gate(gate),
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
    options.batchSize = batchSize;
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
    connect(m_progress, &JobDialog::copyRequested, this, &ItemDeletion::copyRequested);
    connect(m_progress, &JobDialog::showRequestRequested, this,
            [this] { emit showCallRequested(m_writer ? m_writer->lastCallId() : 0); });
    connect(m_progress, &QDialog::finished, this, &QObject::deleteLater);
}

// One batch at a time, so that there is something to tell between them, and nothing to take back.
void ItemDeletion::feed()
{
    const std::size_t end = std::min(m_keys.size(), m_fed + batchSize);
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
