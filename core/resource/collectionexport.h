#pragma once

#include "core/async/task.h"
#include "core/call/calloptions.h"
#include "core/common/result.h"
#include "core/resource/mergedcursor.h"
#include "core/resource/resource.h"

#include <QtCore/QByteArray>
#include <QtCore/QSaveFile>
#include <QtCore/QString>

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace inia {

/// One row of a collection, as other threads may read it: without its secrets.
struct ExportRow {
    Value data; ///< as the list brought it; null where that brings identifiers only
    Value::List identifiers;
    std::shared_ptr<const std::vector<std::string>> names; ///< of the identifiers, in code
    std::shared_ptr<const std::string> region;             ///< of several that are one list; else null
};

/// Of a line of CSV, as RFC 4180 has it.
void addCsvCell(QByteArray& line, const std::string& text);

/// Writes all rows of a collection into a file, page by page as they come: CSV of the columns that are
/// chosen, JSON or a JSON object a line of all that the list says of each row. Values are exact: numbers with
/// all their digits, times in UTC. What the models or its name call a secret is replaced. The file appears
/// when it is whole; until then it has another name, and whatever was there before stays.
class CollectionExport final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CollectionExport)
public:
    enum class Format { Csv, Json, Ndjson };
    struct Column {
        std::string title;                               ///< with its unit: "Size (B)"
        std::function<Value(const ExportRow& row)> cell; ///< for any thread
    };
    struct Options {
        QString path;
        Format format = Format::Csv;
        std::vector<Column> columns; ///< of CSV
        std::string otherRows;       ///< JMESPath of what counts as rows too, such as CommonPrefixes
        CallOptions call;
    };

    CollectionExport(const Collection& collection, Options options);
    /// Several as one, each by its region; JSON then has the region of each row. Those that fail are left
    /// out and told by missing(); it fails when all do.
    CollectionExport(std::vector<MergedCursor::Part> parts, Options options);
    ~CollectionExport() override;

    /// Once. Fails, by finished(), when the file cannot be written.
    void start();
    void cancel() override;

    [[nodiscard]] qint64 rows() const { return m_rows; }
    [[nodiscard]] int pages() const { return m_cursor->pages(); }
    [[nodiscard]] quint64 lastCallId() const { return m_cursor->lastCallId(); }
    /// Something in the rows so far was a secret, and stands replaced in the file.
    [[nodiscard]] bool hidesSecrets() const { return m_hidesSecrets; }
    /// Regions of which not all rows are in the file.
    [[nodiscard]] std::vector<std::string> missing() const;
    /// From finished() on: the number of rows, or why there is no file.
    [[nodiscard]] const Result<qint64>& result() const { return m_result; }

signals:
    void progressChanged();

protected:
    void giveUp() override;

private:
    struct Encoder;

    void follow();
    void takePage(const CollectionPage& page, std::size_t part);
    void encodeNext();
    void askForMore();
    void write(const QByteArray& bytes);
    void finish(Result<qint64> result);
    [[nodiscard]] Error writeError() const;

    CallOptions m_call;
    std::string m_otherRows;
    Owned<MergedCursor> m_cursor;
    std::deque<std::vector<ExportRow>> m_pages; ///< that came and are not written
    QSaveFile m_file;
    std::shared_ptr<const Encoder> m_encoder;
    qint64 m_rows = 0;
    bool m_hidesSecrets = false;
    bool m_encoding = false; ///< rows are in another thread
    Result<qint64> m_result;
};

} // namespace inia
