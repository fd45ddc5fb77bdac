#include "tests/ui/gallerymodels.h"

#include "ui/models/roles.h"

namespace inia::ui::gallery {

namespace {

using Model = std::unique_ptr<QStandardItemModel>;

// QStandardItemModel keeps header data per section and role only through setHeaderData.
void setColumns(QStandardItemModel& model, const QList<std::pair<QString, ColumnKind>>& columns)
{
    model.setColumnCount(static_cast<int>(columns.size()));
    for (int i = 0; i < columns.size(); ++i) {
        model.setHeaderData(i, Qt::Horizontal, columns[i].first);
        model.setHeaderData(i, Qt::Horizontal, QVariant::fromValue(columns[i].second), ColumnKindRole);
    }
}

QStandardItem* cell(const QVariant& value)
{
    auto* item = new QStandardItem;
    item->setData(value, Qt::DisplayRole);
    return item;
}

QStandardItem* node(const QString& name, const QString& icon, QStandardItem* parent)
{
    QStandardItem* item = cell(name);
    item->setData(icon, IconNameRole);
    parent->appendRow(item);
    return item;
}

QStandardItem* folder(const QString& name, QStandardItem* parent)
{
    QStandardItem* item = node(name, QStringLiteral("folder"), parent);
    item->setData(QStringLiteral("folder-open"), OpenIconNameRole);
    return item;
}

QStandardItem* stateRow(RowState state, const QString& reason, QStandardItem* parent)
{
    auto* item = new QStandardItem;
    item->setData(QVariant::fromValue(state), StateRole);
    item->setData(reason, ErrorTextRole);
    parent->appendRow(item);
    return item;
}

void addObject(QStandardItemModel& model, const QString& name, const QString& icon, const QVariant& size,
               const QVariant& time, const QVariant& storage)
{
    QStandardItem* first = cell(name);
    first->setData(icon, IconNameRole);
    first->setData(icon == QStringLiteral("folder"), FolderRole);
    model.appendRow({first, cell(size), cell(time), cell(storage)});
}

Model tableModel()
{
    auto model = std::make_unique<QStandardItemModel>();
    setColumns(*model, {{QStringLiteral("Name"), ColumnKind::Name},
                        {QStringLiteral("Size"), ColumnKind::Size},
                        {QStringLiteral("Modified"), ColumnKind::Date},
                        {QStringLiteral("Storage class"), ColumnKind::Secondary}});
    return model;
}

AttemptTimeline attempt(qint64 startMs, std::initializer_list<int> phasesMs, Outcome outcome = Outcome::Ok)
{
    AttemptTimeline result;
    result.startUs = startMs * 1000;
    result.outcome = outcome;
    qint64 total = 0;
    int i = 0;
    for (int ms : phasesMs) {
        result.phaseUs[i++] = qint64(ms) * 1000;
        total += ms;
    }
    result.endUs = result.startUs + total * 1000;
    return result;
}

struct CallRow {
    const char* service;
    const char* operation;
    const char* target;
    const char* cause;
    const char* status;
    qint64 bytes;
    qint64 us;
    Outcome outcome;
    const char* badge;
    QList<AttemptTimeline> attempts;
};

QList<QStandardItem*> callCells(const CallRow& row, NodeKind kind)
{
    QList<QStandardItem*> cells{cell(QString::fromLatin1(row.service)),
                                cell(QString::fromLatin1(row.operation)),
                                cell(QString::fromLatin1(row.cause)),
                                cell(QString::fromLatin1(row.status)),
                                cell(row.outcome == Outcome::Running ? QVariant() : QVariant(row.bytes)),
                                cell(row.us),
                                cell({})};
    for (QStandardItem* item : cells) {
        item->setData(QVariant::fromValue(kind), NodeKindRole);
        item->setData(QVariant::fromValue(row.outcome), OutcomeRole);
    }
    cells[1]->setData(QString::fromUtf8(row.target), TargetRole);
    cells[2]->setData(qstrcmp(row.cause, "Account id") == 0, BackgroundRole);
    cells[3]->setData(QString::fromLatin1(row.badge), StatusBadgeRole);
    cells[6]->setData(QVariant::fromValue(Timeline{row.attempts}), TimelineRole);
    return cells;
}

void addValue(QStandardItem* parent, const char* key, const QString& value, ValueType type,
              const char* typeName)
{
    QStandardItem* second = cell(value);
    second->setData(QVariant::fromValue(type), ValueTypeRole);
    parent->appendRow({cell(QString::fromLatin1(key)), second, cell(QString::fromLatin1(typeName))});
}

} // namespace

Model emptyTable()
{
    return tableModel();
}

Model objectTable()
{
    Model model = tableModel();
    addObject(*model, QStringLiteral("errors/"), QStringLiteral("folder"), {}, {}, {});
    addObject(*model, QStringLiteral("metrics/"), QStringLiteral("folder"), {}, {}, {});
    const qint64 start = 1'783'980'000'000;
    const QList<qint64> sizes{32925286, 29255270, 23173529, 19503513, 19922944, 25899827,
                              34917580, 41733324, 47710208, 50524971, 49387929, 1299227607};
    for (int hour = 0; hour < sizes.size(); ++hour)
        addObject(*model, QStringLiteral("app-2026-07-14T%1.jsonl.gz").arg(hour, 2, 10, QLatin1Char('0')),
                  QStringLiteral("file-zip"), sizes[hour], start + hour * 3'600'000,
                  hour < 10 ? QStringLiteral("Intelligent-Tiering") : QStringLiteral("Standard"));
    addObject(*model, QStringLiteral("daily summary + notes.md"), QStringLiteral("file-text"), qint64(4198),
              start + 43'440'000, QStringLiteral("Standard"));
    addObject(*model, QStringLiteral("manifest.json"), QStringLiteral("file-data"), qint64(812),
              start + 43'500'000, QStringLiteral("Standard"));
    addObject(*model,
              QString::fromUtf8("report-\xC3\xBCn\xC3\xAF"
                                "code.parquet"),
              QStringLiteral("file-data"), qint64(218103808), start + 43'560'000,
              QStringLiteral("Glacier Instant"));
    return model;
}

Model resourceTree()
{
    auto model = std::make_unique<QStandardItemModel>();
    QStandardItem* session = node(QStringLiteral("sandbox-west"), {}, model->invisibleRootItem());
    session->setData(QVariant::fromValue(NodeKind::Session), NodeKindRole);
    session->setData(QStringLiteral("us-west-2"), SuffixRole);
    session->setData(0, SessionColorRole);
    QStandardItem* s3 = node(QStringLiteral("S3"), QStringLiteral("bucket"), session);
    s3->setData(QVariant::fromValue(NodeKind::Service), NodeKindRole);
    s3->setData(qint64(7), CountRole);
    QStandardItem* lake = node(QStringLiteral("acme-data-lake"), QStringLiteral("bucket"), s3);
    QStandardItem* logs = folder(QStringLiteral("logs/"), lake);
    folder(QStringLiteral("2025/"), logs)->appendRow(cell(QStringLiteral("x")));
    QStandardItem* year = folder(QStringLiteral("2026/"), logs);
    for (const char* month : {"05/", "06/", "07/"})
        folder(QString::fromLatin1(month), year)->appendRow(cell(QStringLiteral("x")));
    stateRow(RowState::Loading, {}, folder(QStringLiteral("raw/"), lake));
    folder(QStringLiteral("tables/"), lake)->appendRow(cell(QStringLiteral("x")));
    stateRow(RowState::LoadMore, {}, lake)->setData(qint64(1000), CountRole);
    QStandardItem* restricted = node(QStringLiteral("acme-restricted"), QStringLiteral("bucket"), s3);
    restricted->setData(true, LockedRole);
    stateRow(RowState::Denied, QStringLiteral("s3:ListBucket"), restricted);
    QStandardItem* slow =
        node(QStringLiteral("acme-web-assets-with-a-very-long-name-indeed"), QStringLiteral("bucket"), s3);
    stateRow(RowState::Failed, QStringLiteral("no answer in 10 s"), slow);
    stateRow(RowState::Empty, {}, node(QStringLiteral("acme-empty"), QStringLiteral("bucket"), s3));
    for (const auto& [name, icon] :
         {std::pair("EC2", "chip"), std::pair("DynamoDB", "db"), std::pair("SQS", "queue")}) {
        QStandardItem* service = node(QString::fromLatin1(name), QString::fromLatin1(icon), session);
        service->setData(QVariant::fromValue(NodeKind::Service), NodeKindRole);
        service->appendRow(cell(QStringLiteral("x")));
    }
    QStandardItem* all = node(QStringLiteral("All 439 services"), QStringLiteral("list"), session);
    all->setData(true, DimRole);
    return model;
}

Model calls()
{
    auto model = std::make_unique<QStandardItemModel>();
    setColumns(*model, {{QStringLiteral("Service"), ColumnKind::Service},
                        {QStringLiteral("Operation"), ColumnKind::Operation},
                        {QStringLiteral("Caused by"), ColumnKind::Cause},
                        {QStringLiteral("Status"), ColumnKind::Status},
                        {QStringLiteral("Size"), ColumnKind::Size},
                        {QStringLiteral("Time"), ColumnKind::Duration},
                        {QString(), ColumnKind::Waterfall}});
    model->setHeaderData(6, Qt::Horizontal, QVariant::fromValue(TimeRange{0, 1'300'000}), TimeRangeRole);
    const Outcome ok = Outcome::Ok;
    const QList<CallRow> rows{
        {"STS",
         "GetCallerIdentity",
         "",
         "Account id",
         "200",
         410,
         61'000,
         ok,
         "",
         {attempt(5, {4, 6, 8, 12, 22, 9})}},
        {"S3",
         "ListBuckets",
         "",
         "Expand S3",
         "200",
         1946,
         84'000,
         ok,
         "",
         {attempt(75, {4, 6, 8, 14, 40, 12})}},
        {"S3",
         "ListObjectsV2",
         "page 1",
         "Open logs/2026/07/",
         "200",
         325'632,
         142'000,
         ok,
         "",
         {attempt(190, {0, 0, 0, 0, 96, 46})}},
        {"S3",
         "ListObjectsV2",
         "page 2",
         "Load more",
         "200",
         326'656,
         418'000,
         ok,
         "1 retry",
         {attempt(360, {0, 0, 0, 0, 61, 0}, Outcome::Failed), attempt(633, {0, 0, 0, 0, 96, 49})}},
        {"S3",
         "ListObjectsV2",
         "acme-restricted",
         "Open acme-restricted",
         "403 AccessDenied",
         307,
         44'000,
         Outcome::Failed,
         "",
         {attempt(820, {0, 0, 0, 0, 44, 0}, Outcome::Failed)}},
        {"S3",
         "HeadObject",
         "app-2026-07-14T09.jsonl.gz",
         "Select row",
         "200",
         0,
         33'000,
         ok,
         "",
         {attempt(1100, {0, 0, 0, 0, 28, 5})}},
        {"Logs",
         "FilterLogEvents",
         "/aws/lambda/ingest",
         "Search",
         "",
         0,
         190'000,
         Outcome::Running,
         "",
         {attempt(1110, {0, 0, 0, 0, 0, 0}, Outcome::Running)}},
    };
    for (CallRow row : rows) {
        if (row.outcome == Outcome::Running)
            row.attempts[0].endUs = 1'290'000;
        model->appendRow(callCells(row, NodeKind::Call));
    }
    QStandardItem* retried = model->item(3);
    retried->appendRow(callCells(
        {"", "Attempt 1", "", "", "503 SlowDown", 307, 61'000, Outcome::Failed, "", {rows[3].attempts[0]}},
        NodeKind::Attempt));
    retried->appendRow(callCells(
        {"", "Attempt 2", "after 212 ms", "", "200", 326'656, 145'000, ok, "", {rows[3].attempts[1]}},
        NodeKind::Attempt));
    return model;
}

Model values()
{
    auto model = std::make_unique<QStandardItemModel>();
    setColumns(*model, {{QStringLiteral("Key"), ColumnKind::Key},
                        {QStringLiteral("Value"), ColumnKind::Value},
                        {QStringLiteral("Type"), ColumnKind::ValueType}});
    QStandardItem* root = model->invisibleRootItem();
    addValue(root, "Name", QStringLiteral("\"acme-data-lake\""), ValueType::String, "string");
    addValue(root, "KeyCount", QStringLiteral("1000"), ValueType::Number, "integer");
    addValue(root, "IsTruncated", QStringLiteral("true"), ValueType::Boolean, "boolean");
    addValue(root, "Contents", QStringLiteral("[ 998 items ]"), ValueType::List, "list");
    QStandardItem* contents = model->item(3);
    addValue(contents, "0", QStringLiteral("{ 5 members }"), ValueType::Structure, "structure");
    QStandardItem* first = contents->child(0);
    addValue(first, "Key", QStringLiteral("\"logs/2026/07/app-2026-07-04T16.jsonl.gz\""), ValueType::String,
             "string");
    addValue(first, "LastModified", QStringLiteral("2026-07-04T17:00:02Z"), ValueType::Timestamp,
             "timestamp");
    addValue(first, "Owner", QStringLiteral("null"), ValueType::Null, "structure");
    return model;
}

Model details()
{
    auto model = std::make_unique<QStandardItemModel>();
    setColumns(*model, {{QString(), ColumnKind::Key}, {QString(), ColumnKind::Value}});
    const auto section = [&](const char* title) {
        QStandardItem* item = cell(QString::fromLatin1(title));
        item->setData(QVariant::fromValue(NodeKind::Section), NodeKindRole);
        QStandardItem* second = cell({});
        second->setData(QVariant::fromValue(NodeKind::Section), NodeKindRole);
        model->appendRow({item, second});
    };
    const auto row = [&](const char* key, const char* value) {
        QStandardItem* item = cell(QString::fromLatin1(value));
        model->appendRow({cell(QString::fromLatin1(key)), item});
        return item;
    };
    section("Object");
    row("Size", "48.2 MB  (50,524,971 bytes)");
    row("Type", "application/x-ndjson, gzip");
    row("Storage class", "Intelligent-Tiering");
    row("Encryption", "SSE-KMS \xB7 acme/data-lake")->setData(true, LinkRole);
    QStandardItem* etag = row("ETag", "9b2cf535f27731c974343645a3985328-7");
    etag->setData(true, MonoRole);
    etag->setData(QStringLiteral("9b2cf535f27731c974343645a3985328-7"), CopyRole);
    section("Metadata");
    row("producer", "ingest-worker/4.2.1");
    row("record-count", "1,204,551");
    return model;
}

} // namespace inia::ui::gallery
