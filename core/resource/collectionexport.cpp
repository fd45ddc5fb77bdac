#include "core/resource/collectionexport.h"

#include "core/async/background.h"
#include "core/observe/secretshapes.h"
#include "core/protocol/jsonwriter.h"
#include "core/resource/resource.h"

#include <QtCore/QPointer>

namespace inia {

namespace {

constexpr JsonStyle oneLine{",", ":", 0, false};

/// As a text of a cell: what is no scalar as JSON.
std::string cellText(const Value& value)
{
    if (value.isNull())
        return {};
    if (value.isText())
        return value.text();
    std::string text = toJson(value, oneLine);
    const bool isQuoted = value.isTime() || value.kind() == Value::Kind::Blob;
    return isQuoted && text.size() >= 2 ? text.substr(1, text.size() - 2) : text;
}

/// All that is known of a row.
Value wholeRow(const ExportRow& row)
{
    Value whole = row.data.isMap() ? row.data : Value::emptyMap();
    for (std::size_t i = 0;
         !row.data.isMap() && i < row.identifiers.size() && row.names && i < row.names->size(); ++i)
        whole.insert((*row.names)[i], row.identifiers[i]);
    if (row.region && whole["Region"].isNull())
        whole.insert("Region", *row.region);
    return whole;
}

} // namespace

void addCsvCell(QByteArray& line, const std::string& text)
{
    const bool quotes = text.find_first_of("\",\r\n") != std::string::npos ||
                        (!text.empty() && (text.front() == ' ' || text.back() == ' '));
    if (!quotes) {
        line.append(text.data(), static_cast<qsizetype>(text.size()));
        return;
    }
    line += '"';
    for (const char c : text) {
        if (c == '"')
            line += '"';
        line += c;
    }
    line += '"';
}

/// What rows become. For any thread.
struct CollectionExport::Encoder {
    Format format;
    std::vector<Column> columns;

    [[nodiscard]] QByteArray head() const
    {
        if (format == Format::Json)
            return "[";
        QByteArray line;
        for (const auto& column : columns) {
            if (!line.isEmpty())
                line += ',';
            addCsvCell(line, column.title);
        }
        return format == Format::Csv ? line + "\r\n" : QByteArray();
    }
    [[nodiscard]] QByteArray tail() const { return format == Format::Json ? "\n]\n" : ""; }

    /// `first`: none stands before these.
    [[nodiscard]] QByteArray encode(const std::vector<ExportRow>& rows, bool first) const
    {
        QByteArray bytes;
        for (const auto& row : rows) {
            if (format == Format::Csv) {
                addRow(bytes, row);
                continue;
            }
            if (format == Format::Json)
                bytes += first ? "\n" : ",\n";
            bytes += QByteArray::fromStdString(toJson(wholeRow(row), oneLine));
            if (format == Format::Ndjson)
                bytes += '\n';
            first = false;
        }
        return bytes;
    }

    void addRow(QByteArray& bytes, const ExportRow& row) const
    {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0)
                bytes += ',';
            addCsvCell(bytes, cellText(columns[i].cell(row)));
        }
        bytes += "\r\n";
    }
};

CollectionExport::CollectionExport(const Collection& collection, Options options)
    : CollectionExport(std::vector<MergedCursor::Part>{{{}, collection}}, std::move(options))
{
}

CollectionExport::CollectionExport(std::vector<MergedCursor::Part> parts, Options options)
    : m_call(std::move(options.call)),
      m_otherRows(std::move(options.otherRows)),
      m_cursor(makeOwned<MergedCursor>(std::move(parts))),
      m_file(options.path),
      m_encoder(std::make_shared<Encoder>(Encoder{options.format, std::move(options.columns)})),
      m_result(makeError(ErrorKind::Cancelled, "NotFinished", "The export has not ended."))
{
    connect(m_cursor.get(), &MergedCursor::pageReady, this, &CollectionExport::takePage);
    connect(m_cursor.get(), &MergedCursor::stateChanged, this, &CollectionExport::follow);
}

CollectionExport::~CollectionExport() = default;

void CollectionExport::start()
{
    if (!m_file.open(QIODevice::WriteOnly)) {
        finish(writeError());
        return;
    }
    write(m_encoder->head());
    if (!isFinished())
        askForMore();
}

void CollectionExport::askForMore()
{
    m_cursor->fetchNextPage([call = m_call](const std::string&, int) { return call; });
}

std::vector<std::string> CollectionExport::missing() const
{
    std::vector<std::string> names;
    for (std::size_t i = 0; m_cursor && m_cursor->isMerged() && i < m_cursor->parts().size(); ++i) {
        if (m_cursor->state(i) != MergedCursor::State::Complete)
            names.push_back(m_cursor->parts()[i].name);
    }
    return names;
}

Error CollectionExport::writeError() const
{
    return makeError(ErrorKind::Parameter, "CannotWrite",
                     "Cannot write " + m_file.fileName().toStdString() + ": " +
                         m_file.errorString().toStdString());
}

void CollectionExport::takePage(const CollectionPage& page, std::size_t part)
{
    const Collection& collection = *m_cursor->parts()[part].collection;
    const auto& client = collection.parent().client();
    const auto& definition = collection.definition();
    const auto operation = client.model().operation(definition.request.operation);
    // The identifiers are of the answer itself: what is asked for by them has to be right.
    const auto resources = m_cursor->resources(page, part);
    const Value response = SecretShapes::of(operation).redacted(operation.output(), page.response);
    m_hidesSecrets = m_hidesSecrets || !(response == page.response);
    const Value data = rowData(definition, response);
    auto names = std::make_shared<std::vector<std::string>>();
    if (!resources.empty()) {
        for (const auto& identifier : resources.front().definition().identifiers)
            names->push_back(identifier.snakeName);
    }
    const auto region =
        m_cursor->isMerged() ? std::make_shared<const std::string>(m_cursor->parts()[part].name) : nullptr;
    std::vector<ExportRow> rows;
    rows.reserve(resources.size());
    for (std::size_t i = 0; i < resources.size(); ++i)
        rows.push_back({data[i], resources[i].identifiers(), names, region});
    const Value others = m_otherRows.empty() ? Value() : foundAt(m_otherRows, response);
    for (const auto& other : others.items())
        rows.push_back({other, {}, names, region});
    m_pages.push_back(std::move(rows));
    encodeNext();
}

/// One page after the other, so that they stand in the file as they came.
void CollectionExport::encodeNext()
{
    if (m_encoding || m_pages.empty())
        return;
    auto rows = std::move(m_pages.front());
    m_pages.pop_front();
    const auto count = static_cast<qint64>(rows.size());
    m_encoding = true;
    runInBackground(
        *QThreadPool::globalInstance(),
        [encoder = m_encoder, rows = std::move(rows), first = m_rows == 0] {
            return encoder->encode(rows, first);
        },
        [self = QPointer(this), count](const QByteArray& bytes) {
            if (!self || self->isFinished())
                return;
            self->m_encoding = false;
            self->m_rows += count;
            self->write(bytes);
            if (!self->isFinished())
                emit self->progressChanged();
            self->encodeNext();
            self->follow();
        });
}

/// The next page is asked for when those before stand in the file: what is slower sets the pace.
void CollectionExport::follow()
{
    if (isFinished() || m_encoding)
        return;
    switch (m_cursor->state()) {
    case MergedCursor::State::More:
        askForMore();
        break;
    case MergedCursor::State::Failed:
        if (!m_cursor->isMerged() || missing().size() == m_cursor->parts().size()) {
            finish(*m_cursor->error());
            break;
        }
        [[fallthrough]];
    case MergedCursor::State::Complete:
        write(m_encoder->tail());
        if (!isFinished())
            finish(m_file.commit() ? Result<qint64>(m_rows) : Result<qint64>(writeError()));
        break;
    case MergedCursor::State::Pristine:
    case MergedCursor::State::Loading:
        break;
    }
}

void CollectionExport::write(const QByteArray& bytes)
{
    if (m_file.write(bytes) != bytes.size())
        finish(writeError());
}

void CollectionExport::finish(Result<qint64> result)
{
    if (isFinished())
        return;
    m_result = std::move(result);
    if (!m_result.ok())
        m_file.cancelWriting();
    end();
}

void CollectionExport::cancel()
{
    if (isFinished())
        return;
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The export was cancelled; no file was written."));
    m_cursor->cancel();
}

void CollectionExport::giveUp()
{
    m_file.cancelWriting();
    m_cursor.reset();
}

} // namespace inia
