#include "core/policy/s3servers.h"
#include "core/session/session.h"
#include "ui/browse/servicekit.h"
#include "ui/commands/commandtable.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/roles.h"
#include "ui/s3/s3pages.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QDateTime>
#include <QtGui/QAction>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QSpinBox>

#include <algorithm>
#include <array>
#include <utility>

namespace inia::ui {

class UploadsView::Model final : public QAbstractTableModel {
public:
    enum Column {
        KeyColumn,
        StartedColumn,
        AgeColumn,
        InitiatorColumn,
        ClassColumn,
        PartsColumn,
        SizeColumn
    };
    static constexpr int columns = SizeColumn + 1;

    struct Upload {
        std::string key;
        std::string id;
        std::string initiator;
        std::string storageClass;
        std::int64_t started = 0; // seconds since 1970
        std::int64_t parts = -1;  // not counted
        std::int64_t bytes = 0;
        bool isOurs = false;
    };

    void append(std::vector<Upload> uploads)
    {
        if (uploads.empty())
            return;
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(uploads.size()) - 1);
        m_uploads.insert(m_uploads.end(), uploads.begin(), uploads.end());
        endInsertRows();
    }
    void clear()
    {
        beginResetModel();
        m_uploads.clear();
        endResetModel();
    }
    void count(const std::string& id, std::int64_t parts, std::int64_t bytes)
    {
        for (std::size_t i = 0; i < m_uploads.size(); ++i) {
            if (m_uploads[i].id != id)
                continue;
            m_uploads[i].parts = std::max<std::int64_t>(0, m_uploads[i].parts) + parts;
            m_uploads[i].bytes += bytes;
            emit dataChanged(index(int(i), PartsColumn), index(int(i), SizeColumn));
        }
    }
    void forgetCount(const std::string& id)
    {
        for (auto& upload : m_uploads) {
            if (upload.id == id)
                upload.parts = -1, upload.bytes = 0;
        }
    }
    [[nodiscard]] const Upload& at(int row) const { return m_uploads.at(std::size_t(row)); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_uploads.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : columns;
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Upload> m_uploads;
};

namespace {

constexpr qint64 secondsInADay = 24 * 60 * 60;
constexpr int usualDays = 7;
constexpr int mostDays = 3650;

qint64 nowInSeconds()
{
    return QDateTime::currentSecsSinceEpoch();
}

} // namespace

QVariant UploadsView::Model::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != CopyRole && role != Qt::ToolTipRole))
        return {};
    const Upload& upload = at(index.row());
    if (role == Qt::ToolTipRole)
        return upload.isOurs ? UploadsView::tr("Under way here: it is not aborted") : QVariant();
    switch (index.column()) {
    case KeyColumn:
        return toOneLine(upload.key);
    case StartedColumn:
        return static_cast<qlonglong>(upload.started * 1000);
    case AgeColumn: {
        const qint64 days = (nowInSeconds() - upload.started) / secondsInADay;
        return upload.isOurs ? UploadsView::tr("under way here")
               : days < 1    ? UploadsView::tr("today")
               : days == 1   ? UploadsView::tr("1 day")
                             : UploadsView::tr("%1 days").arg(groupedNumber(days));
    }
    case InitiatorColumn:
        return toOneLine(upload.initiator);
    case ClassColumn:
        return toOneLine(upload.storageClass);
    case PartsColumn:
        return upload.parts < 0 ? QVariant() : static_cast<qlonglong>(upload.parts);
    default:
        return upload.parts < 0 ? QVariant() : static_cast<qlonglong>(upload.bytes);
    }
}

QVariant UploadsView::Model::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    constexpr std::array kinds{ColumnKind::Text, ColumnKind::Date,   ColumnKind::Text, ColumnKind::Text,
                               ColumnKind::Text, ColumnKind::Number, ColumnKind::Size};
    const std::array<QString, columns> names{UploadsView::tr("Key"),   UploadsView::tr("Started"),
                                             UploadsView::tr("Age"),   UploadsView::tr("Initiator"),
                                             UploadsView::tr("Class"), UploadsView::tr("Parts"),
                                             UploadsView::tr("Size")};
    if (role == ColumnKindRole)
        return QVariant::fromValue(kinds[std::size_t(section)]);
    return role == Qt::DisplayRole ? QVariant(names[std::size_t(section)]) : QVariant();
}

UploadsView::UploadsView(const Appearance& appearance, ChangeGate& gate, WindowServices& services,
                         QWidget* parent)
    : UploadsView(appearance, gate, services, new Area(appearance, Token::Surface), parent)
{
}

UploadsView::UploadsView(const Appearance& appearance, ChangeGate& gate, WindowServices& services,
                         QWidget* above, QWidget* parent)
    : RowsView(appearance, above, tr("Unfinished uploads"), parent),
      m_gate(gate),
      m_services(services),
      m_model(std::make_unique<Model>())
{
    build(above);
    setModel(m_model.get());
    const Theme& theme = appearance.theme();
    table()->setStretchColumn(Model::KeyColumn);
    table()->header()->setSectionsClickable(false);
    for (const auto& [column, width] :
         {std::pair(Model::StartedColumn, 140), std::pair(Model::AgeColumn, 110),
          std::pair(Model::InitiatorColumn, 150), std::pair(Model::ClassColumn, 100),
          std::pair(Model::PartsColumn, 70), std::pair(Model::SizeColumn, 90)})
        table()->header()->resizeSection(column, theme.px(width));
    auto* remove = new QAction(tr("Abort\u2026"), table());
    remove->setShortcuts(keysOf(CommandId::Delete));
    remove->setShortcutContext(Qt::WidgetShortcut);
    table()->addAction(remove);
    connect(remove, &QAction::triggered, this, &UploadsView::abortSelected);
    connect(table()->selectionModel(), &QItemSelectionModel::selectionChanged, this, &UploadsView::guard);
    connect(&gate, &ChangeGate::changed, this, &UploadsView::guard);
    guard();
    refresh();
}

// The table looks at the model, which goes with this object.
UploadsView::~UploadsView()
{
    table()->setModel(nullptr);
    delete m_question;
    delete m_progress;
}

void UploadsView::build(QWidget* above)
{
    const Theme& theme = appearance().theme();
    above->setFixedHeight(theme.sizes().filterRow);
    m_switch = makeBucketSwitch(appearance(), BucketPage::Uploads, m_services, [this] { return m_bucket; });
    m_count = new Button(appearance(), Button::Kind::Default, tr("Count parts"));
    m_stop = new Button(appearance(), Button::Kind::Default, tr("Abort\u2026"));
    m_days = new QSpinBox;
    m_days->setRange(0, mostDays);
    m_days->setValue(usualDays);
    m_days->setSuffix(tr(" days"));
    m_days->setAccessibleName(tr("Age in days"));
    auto* older = new LinkButton(appearance(), tr("Select older than"));
    auto* line = new QHBoxLayout(above);
    line->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    line->setSpacing(theme.sizes().buttonGap);
    line->addWidget(m_switch);
    line->addStretch(1);
    for (QWidget* part : std::initializer_list<QWidget*>{older, m_days, m_count, m_stop})
        line->addWidget(part);
    connect(older, &QAbstractButton::clicked, this, [this] { selectOlder(m_days->value()); });
    connect(m_count, &QAbstractButton::clicked, this, &UploadsView::countParts);
    connect(m_stop, &QAbstractButton::clicked, this, &UploadsView::abortSelected);
}

QDialog* UploadsView::dialog() const
{
    return m_question ? m_question.data() : m_progress.data();
}

void UploadsView::guard()
{
    const bool isSelected = hasSelection();
    m_count->setEnabled(isSelected);
    m_stop->setEnabled(isSelected && m_gate.isOpen());
    m_stop->setToolTip(m_gate.isOpen() ? QString() : m_gate.reason());
}

void UploadsView::enter(Client client, std::string bucket)
{
    leave();
    m_client = std::move(client);
    m_bucket = std::move(bucket);
    reload();
}

void UploadsView::leave()
{
    m_listing.reset();
    m_parts.reset();
    m_toCount.clear();
    m_model->clear();
}

// Without a prefix: MinIO takes one for the whole key.
void UploadsView::reload()
{
    if (!m_client)
        return;
    m_loadsAll = false;
    keepRowsDuring([this] { m_model->clear(); });
    m_listing =
        makeOwned<PageCursor>(m_client->caller(), "ListMultipartUploads", Value::map({{"Bucket", m_bucket}}));
    connect(m_listing.get(), &PageCursor::pageReady, this, [this](const Value& page) {
        const auto ours = m_services.ownUploads();
        std::vector<Model::Upload> uploads;
        for (const Value& upload : page["Uploads"].items()) {
            Model::Upload row;
            row.key = upload["Key"].text();
            row.id = upload["UploadId"].text();
            const Value& who = upload["Initiator"];
            row.initiator = who["DisplayName"].text().empty() ? who["ID"].text() : who["DisplayName"].text();
            row.storageClass = upload["StorageClass"].text();
            row.started = upload["Initiated"].time().seconds;
            row.isOurs = ours.contains(row.id);
            uploads.push_back(std::move(row));
        }
        m_model->append(std::move(uploads));
    });
    connect(m_listing.get(), &PageCursor::stateChanged, this, [this] {
        refresh();
        if (m_loadsAll && m_listing->state() == PageCursor::State::More)
            loadMore();
    });
    loadMore();
}

void UploadsView::loadMore()
{
    if (!m_listing)
        return;
    CallOptions options;
    options.cause = "Unfinished uploads";
    options.target = m_bucket;
    m_listing->fetchNextPage(options);
}

void UploadsView::loadAll()
{
    m_loadsAll = true;
    loadMore();
}

void UploadsView::cancel()
{
    m_loadsAll = false;
    m_parts.reset();
    m_toCount.clear();
    if (m_listing)
        m_listing->cancel();
    refresh();
}

void UploadsView::focusFilter()
{
    m_days->setFocus(Qt::ShortcutFocusReason);
}

void UploadsView::selectOlder(int days)
{
    QItemSelection older;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto& upload = m_model->at(row);
        if (!upload.isOurs && upload.started < nowInSeconds() - days * secondsInADay)
            older.select(m_model->index(row, 0), m_model->index(row, Model::columns - 1));
    }
    table()->selectionModel()->select(older, QItemSelectionModel::ClearAndSelect);
    table()->setFocus();
}

void UploadsView::countParts()
{
    for (const int row : selectedRows()) {
        m_model->forgetCount(m_model->at(row).id);
        m_toCount.push_back({m_model->at(row).key, m_model->at(row).id});
    }
    if (!m_parts)
        countNext();
}

// One after the other, each with all of its pages.
void UploadsView::countNext()
{
    if (m_toCount.empty()) {
        m_parts.reset();
        refresh();
        return;
    }
    const auto [key, id] = m_toCount.back();
    m_toCount.pop_back();
    m_parts = makeOwned<PageCursor>(m_client->caller(), "ListParts",
                                    Value::map({{"Bucket", m_bucket}, {"Key", key}, {"UploadId", id}}));
    connect(m_parts.get(), &PageCursor::pageReady, this, [this, id = id](const Value& page) {
        std::int64_t bytes = 0;
        for (const Value& part : page["Parts"].items())
            bytes += part["Size"].toInt();
        m_model->count(id, static_cast<std::int64_t>(page["Parts"].size()), bytes);
    });
    const auto go = [this, key = key] {
        CallOptions options;
        options.cause = "Count parts";
        options.target = key;
        m_parts->fetchNextPage(options);
    };
    connect(m_parts.get(), &PageCursor::stateChanged, this, [this, go] {
        const auto state = m_parts->state();
        if (state == PageCursor::State::Failed)
            showNotice(errorText(*m_parts->error()));
        if (state == PageCursor::State::More)
            go();
        else if (state != PageCursor::State::Loading)
            countNext();
    });
    go();
}

void UploadsView::abortSelected()
{
    std::vector<UploadAbort::Upload> uploads;
    std::size_t ours = 0;
    Confirmation words;
    for (const int row : selectedRows()) {
        const auto& upload = m_model->at(row);
        if (upload.isOurs || m_services.ownUploads().contains(upload.id)) {
            ++ours;
            continue;
        }
        uploads.push_back({upload.key, upload.id});
        words.items << toOneLine(upload.key);
    }
    if (m_abort || m_question)
        return;
    if (!m_gate.isOpen() || uploads.empty()) {
        showNotice(!m_gate.isOpen() ? m_gate.reason()
                   : ours > 0       ? tr("What is under way here is not aborted")
                                    : tr("Select uploads first"));
        return;
    }
    words.session = m_gate.info();
    const QString what =
        uploads.size() == 1 ? tr("1 upload") : tr("%1 uploads").arg(groupedNumber(qint64(uploads.size())));
    words.title = tr("Abort %1?").arg(what);
    words.sentence = tr("Their parts are deleted for good; objects stay as they are.");
    if (ours > 0)
        words.sentence += u' ' + tr("What is under way here is left out.");
    words.call = tr("Will call s3.AbortMultipartUpload, then s3.ListParts until nothing is there");
    words.button = tr("Abort %1").arg(what);
    words.destructive = true;
    m_question = new ConfirmDialog(appearance(), words, window());
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, [this, uploads = std::move(uploads)] {
        m_question = nullptr;
        startAbort(uploads);
    });
    m_question->open();
}

void UploadsView::startAbort(const std::vector<UploadAbort::Upload>& uploads)
{
    delete m_progress;
    m_progress = new JobDialog(appearance(), m_gate.info(), tr("Abort uploads"),
                               QStringLiteral("s3.AbortMultipartUpload"), window());
    m_progress->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_progress, &JobDialog::copyRequested, &m_services, &WindowServices::copy);
    m_abort = makeOwned<UploadAbort>(*m_client, m_bucket, uploads, "Abort uploads");
    connect(m_progress, &JobDialog::cancelRequested, m_abort.get(), &Task::cancel);
    connect(m_abort.get(), &UploadAbort::progressed, this, [this] {
        if (m_progress)
            m_progress->setProgress(tr("%1 of %2 done")
                                        .arg(groupedNumber(qint64(m_abort->done())),
                                             groupedNumber(qint64(m_abort->uploads().size()))));
    });
    connect(m_abort.get(), &Task::finished, this, [this] {
        const auto task = std::move(m_abort);
        aborted(*task);
    });
    m_progress->showSoon();
    m_abort->start();
}

void UploadsView::aborted(const UploadAbort& task)
{
    QList<JobDialog::Failed> failed;
    for (const auto& failure : task.failures())
        failed << JobDialog::Failed{toOneLine(task.uploads()[failure.index].key), errorText(failure.error)};
    const QString done =
        tr("%1 aborted").arg(groupedNumber(qint64(task.uploads().size() - task.failures().size())));
    if (failed.isEmpty()) {
        delete m_progress;
        showNotice(done);
    } else if (m_progress) {
        m_progress->showFailures(tr("%1; %2 not").arg(done, groupedNumber(failed.size())), failed, false);
    }
    reload();
}

RowsReport UploadsView::report() const
{
    RowsReport report;
    if (!m_listing)
        return report;
    const int count = m_model->rowCount();
    const auto state = m_listing->state();
    report.hasRows = count > 0;
    report.status.mark =
        pageMark(state == PageCursor::State::Loading || m_parts ? CollectionCursor::State::Loading
                                                                : CollectionCursor::State::Complete,
                 m_listing->error());
    report.status.count = count == 1 ? tr("1 upload") : tr("%1 uploads").arg(groupedNumber(count));
    report.status.facts.append(requestsText(m_listing->requests()));
    if (m_client && m_client->server() && m_client->server()->kind() == "minio")
        report.status.facts.append(tr("as far as the server tells"));
    report.status.canLoadMore = report.status.canLoadAll = state == PageCursor::State::More;
    report.status.canCancel = state == PageCursor::State::Loading || m_parts;
    if (state == PageCursor::State::Failed && report.hasRows) {
        report.below = failedPageState(*m_listing->error(), m_listing->pages() + 1,
                                       tr("The %1 uploads above are kept.").arg(groupedNumber(count)));
    } else if (state == PageCursor::State::Failed) {
        report.instead =
            errorState(*m_listing->error(), tr("Uploads of %1 could not be listed").arg(toOneLine(m_bucket)),
                       lastCallId() != 0);
        offerSignIn(*report.instead, *m_listing->error());
    } else if (state == PageCursor::State::Complete && !report.hasRows) {
        StateContent content;
        content.iconName = QStringLiteral("upload");
        content.title = tr("No unfinished uploads");
        content.sentence = tr("A lifecycle rule with AbortIncompleteMultipartUpload keeps it that way.");
        report.instead = content;
    }
    return report;
}

quint64 UploadsView::lastCallId() const
{
    return m_listing ? m_listing->lastCallId() : 0;
}

std::string UploadsView::rowKey(int row) const
{
    return m_model->at(row).id;
}

QString UploadsView::copyText() const
{
    QStringList keys;
    for (const int row : selectedRows())
        keys << toQString(m_model->at(row).key);
    return keys.join(u'\n');
}

UploadsPage::UploadsPage(const ViewParts& parts, DetailsArea& details)
    : RowsPage(parts, new UploadsView(parts.appearance, parts.gate, parts.services, nullptr)),
      m_session(parts.session),
      m_details(details),
      m_view(static_cast<UploadsView*>(widget()))
{
}

void UploadsPage::enter(const Place& place, const Place&)
{
    auto client = m_session.client("s3");
    if (client)
        m_view->enter(std::move(client).value(), place.s3()->bucket);
    else
        services().notify(errorText(client.error()));
    m_details.clear();
}

} // namespace inia::ui
