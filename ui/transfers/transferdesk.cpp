#include "ui/transfers/transferdesk.h"

#include "core/transfer/localname.h"
#include "ui/models/displaytext.h"
#include "ui/models/transfermodel.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <array>

namespace inia::ui {

namespace {

// In the order of the segments; the first one loses nothing.
constexpr std::array<ExistingPolicy, 3> policies{ExistingPolicy::Skip, ExistingPolicy::KeepBoth,
                                                 ExistingPolicy::Overwrite};

} // namespace

TransferDialog::TransferDialog(const Appearance& appearance, const Confirmation& confirmation,
                               TransferKind kind, QWidget* parent)
    : ConfirmDialog(appearance, confirmation, parent),
      m_existing(new SegmentedControl(appearance, {tr("Skip"), tr("Keep both"), tr("Overwrite")}, this))
{
    m_existing->setAccessibleName(tr("What is there already"));
    m_existing->setOptionToolTip(1, tr("The new one gets a number: name (1).txt"));
    auto* body = new QWidget(this);
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(appearance.theme().px(8));
    rows->addWidget(makeRow(tr("What is there already"), m_existing));
    if (kind == TransferKind::Upload) {
        m_contentType = new QLineEdit(this);
        m_contentType->setObjectName(QStringLiteral("content-type"));
        m_contentType->setAccessibleName(tr("Content-Type"));
        m_contentType->setPlaceholderText(tr("By each file's name"));
        m_contentType->setMinimumWidth(appearance.theme().px(220));
        rows->addWidget(makeRow(tr("Content-Type"), m_contentType));
    }
    setBody(body);
}

QWidget* TransferDialog::makeRow(const QString& words, QWidget* widget)
{
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(appearance().theme().px(12));
    line->addWidget(new TextLabel(appearance(), FontRole::Data, Token::Text, words));
    line->addWidget(widget);
    line->addStretch(1);
    return row;
}

ExistingPolicy TransferDialog::existing() const
{
    return policies.at(static_cast<std::size_t>(std::max(0, m_existing->currentIndex())));
}

std::string TransferDialog::contentType() const
{
    return m_contentType ? m_contentType->text().trimmed().toStdString() : std::string();
}

struct TransferDesk::Looking {
    Asker asker;
    S3Location target;
    FolderWalk walk;
};

namespace {

QString countedFiles(qint64 count)
{
    return count == 1 ? TransferDesk::tr("1 file") : TransferDesk::tr("%1 files").arg(groupedNumber(count));
}

QString countedFolders(qint64 count)
{
    return count == 1 ? TransferDesk::tr("1 folder")
                      : TransferDesk::tr("%1 folders").arg(groupedNumber(count));
}

/// What a job is called in the list: the one thing it moves, or how many.
QString titleOf(const QStringList& names)
{
    return names.size() == 1 ? names.first()
                             : TransferDesk::tr("%1 and %2 more").arg(names.first()).arg(names.size() - 1);
}

QString leftOutText(const FolderWalk::Found& found)
{
    constexpr qsizetype mostNames = 3;
    QStringList names;
    for (const QString& path : found.leftOut.first(std::min(mostNames, found.leftOut.size())))
        names.append(toOneLine(QFileInfo(path).fileName()));
    const QString named = names.join(QStringLiteral(", "));
    const QString why = TransferDesk::tr("as they are no files, cannot be read or have no name in UTF-8");
    return found.leftOutCount <= names.size()
               ? TransferDesk::tr(". Left out, %1: %2").arg(why, named)
               : TransferDesk::tr(". Left out, %1: %2 and %3 more")
                     .arg(why, named, groupedNumber(found.leftOutCount - names.size()));
}

QString lastPart(const std::string& key)
{
    const S3Location place{"bucket", key};
    return toOneLine(place.lastPart());
}

} // namespace

TransferDesk::TransferDesk(const Appearance& appearance, TransferQueue& queue, QObject* parent)
    : QObject(parent), m_appearance(appearance), m_queue(queue)
{
    connect(&queue, &TransferQueue::changed, this, [this](int index) {
        const TransferJob& job = m_queue.at(index);
        if (job.kind == TransferKind::Upload && job.isFinished())
            emit uploaded(job);
    });
}

TransferDesk::~TransferDesk() = default;

TransferDialog* TransferDesk::dialog() const
{
    return m_dialog;
}

void TransferDesk::open(TransferDialog* dialog)
{
    delete m_dialog.data();
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

// ---- to S3 ------------------------------------------------------------------------------------------------

void TransferDesk::upload(const Asker& asker, const S3Location& target, const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    m_looking.push_back(std::unique_ptr<Looking>(new Looking{asker, target, FolderWalk(paths)}));
    Looking* looking = m_looking.back().get();
    connect(&looking->walk, &FolderWalk::finished, this, [this, looking] {
        askUpload(*looking);
        // Queued: we are inside its signal.
        QMetaObject::invokeMethod(
            this,
            [this, looking] {
                std::erase_if(m_looking, [&](const auto& each) { return each.get() == looking; });
            },
            Qt::QueuedConnection);
    });
    looking->walk.start();
}

void TransferDesk::askUpload(const Looking& looking)
{
    const FolderWalk::Found& found = looking.walk.found();
    if (found.files.empty()) {
        emit failed(found.leftOutCount > 0
                        ? tr("None of these can be uploaded: %1").arg(found.leftOut.first())
                        : tr("There are no files in it."));
        return;
    }
    Confirmation confirmation;
    confirmation.session = looking.asker.info;
    const auto count = static_cast<qint64>(found.files.size());
    confirmation.title = tr("Upload %1, %2?").arg(countedFiles(count), byteText(found.bytes));
    confirmation.sentence = tr("To %1").arg(toOneLine(looking.target.uri()));
    if (found.leftOutCount > 0)
        confirmation.sentence += leftOutText(found);
    for (const FolderWalk::File& file : found.files)
        confirmation.items.append(file.name);
    confirmation.call = tr("Will call s3.PutObject, or an upload in parts, for each");
    confirmation.button = tr("Upload %1").arg(countedFiles(count));
    auto* dialog = new TransferDialog(m_appearance, confirmation, TransferKind::Upload, looking.asker.window);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, asker = looking.asker, target = looking.target, found = found] {
                queueUpload(asker, target, found, dialog->existing(), dialog->contentType());
            });
    open(dialog);
}

void TransferDesk::queueUpload(const Asker& asker, const S3Location& target, const FolderWalk::Found& found,
                               ExistingPolicy existing, std::string contentType)
{
    TransferJob job;
    job.kind = TransferKind::Upload;
    job.session = asker.session;
    job.bucket = target.bucket;
    job.prefix = target.prefix;
    job.existing = existing;
    job.contentType = std::move(contentType);
    QStringList names;
    for (const FolderWalk::File& file : found.files) {
        const QString first =
            file.name.section(u'/', 0, 0) + (file.name.contains(u'/') ? QStringLiteral("/") : QString());
        if (names.isEmpty() || names.last() != first)
            names.append(first);
        TransferItem item;
        item.key = target.prefix + file.name.toStdString();
        item.path = file.path;
        item.size = file.size;
        job.add(std::move(item));
    }
    job.title = titleOf(names);
    m_queue.add(std::move(job));
    emit queued();
}

// ---- from S3 ----------------------------------------------------------------------------------------------

void TransferDesk::download(const Asker& asker, const std::string& bucket, const std::vector<Choice>& choices,
                            const QString& target)
{
    if (choices.empty() || target.isEmpty())
        return;
    Confirmation confirmation;
    confirmation.session = asker.info;
    qint64 bytes = 0;
    qint64 folders = 0;
    for (const Choice& choice : choices) {
        bytes += std::max<qint64>(0, choice.size);
        folders += choice.isPrefix ? 1 : 0;
        confirmation.items.append(lastPart(choice.key));
    }
    const qint64 objects = static_cast<qint64>(choices.size()) - folders;
    const QString what = folders == 0   ? countedFiles(objects)
                         : objects == 0 ? countedFolders(folders)
                                        : tr("%1 and %2").arg(countedFiles(objects), countedFolders(folders));
    confirmation.title =
        folders == 0 ? tr("Download %1, %2?").arg(what, byteText(bytes)) : tr("Download %1?").arg(what);
    confirmation.sentence = tr("To %1").arg(QDir::toNativeSeparators(target));
    confirmation.call = folders > 0 ? tr("Will list the folders and call s3.GetObject for each object")
                                    : tr("Will call s3.GetObject for each");
    confirmation.button = tr("Download %1").arg(what);
    auto* dialog = new TransferDialog(m_appearance, confirmation, TransferKind::Download, asker.window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, asker, bucket, choices, target] {
        queueDownload(asker, bucket, choices, target, dialog->existing());
    });
    open(dialog);
}

void TransferDesk::queueDownload(const Asker& asker, const std::string& bucket,
                                 const std::vector<Choice>& choices, const QString& target,
                                 ExistingPolicy existing)
{
    TransferJob common;
    common.kind = TransferKind::Download;
    common.session = asker.session;
    common.bucket = bucket;
    common.folder = target;
    common.existing = existing;
    TransferJob files = common;
    QStringList names;
    for (const Choice& choice : choices) {
        if (choice.isPrefix) {
            TransferJob folder = common;
            folder.prefix = choice.key;
            folder.isListing = true;
            folder.title = lastPart(choice.key);
            m_queue.add(std::move(folder));
            continue;
        }
        TransferItem item;
        item.key = choice.key;
        item.size = choice.size;
        const auto slash = choice.key.rfind('/');
        const LocalName name =
            localName(std::string_view(choice.key).substr(slash == std::string::npos ? 0 : slash + 1));
        item.path = QDir(target).filePath(name.path());
        names.append(lastPart(choice.key));
        files.add(std::move(item));
    }
    if (!names.isEmpty()) {
        files.title = titleOf(names);
        m_queue.add(std::move(files));
    }
    emit queued();
}

} // namespace inia::ui
