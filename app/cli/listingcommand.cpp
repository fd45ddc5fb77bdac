#include "app/cli/listingcommand.h"

#include "app/cli/output.h"
#include "app/cli/sessioncommands.h"
#include "core/common/clock.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/timestamps.h"
#include "core/s3/s3listing.h"

#include <QtCore/QDateTime>

#include <algorithm>
#include <utility>

namespace inia::cli {

namespace {

constexpr std::size_t widthOfTime = 20;
constexpr std::size_t widthOfSize = 15;

/// "s3://bucket/prefix", of a folder or the beginning of keys; "s3://" where all buckets may be meant.
Result<ObjectSearch::Place> listedPlace(const std::string& text, bool mayBeAll)
{
    auto place =
        text.starts_with("s3://")
            ? S3Location::parse(text)
            : Result<S3Location>(makeError(ErrorKind::Parameter, "Usage",
                                           "'" + text + "' is no place in S3; write s3://bucket/prefix"));
    if (!place)
        return place.error();
    if (place->bucket.empty() && !mayBeAll)
        return makeError(ErrorKind::Parameter, "Usage",
                         "'" + text + "' names no bucket; write s3://bucket/prefix");
    return ObjectSearch::Place{place->bucket, place->prefix, {}};
}

std::string isoTime(std::int64_t milliseconds)
{
    if (milliseconds == ListedRow::noTime)
        return {};
    const auto text = formatTimestamp({milliseconds / 1000, 0}, TimestampFormat::Iso8601);
    return text ? *text : std::string();
}

/// Fit for a line: a key may have anything in it.
std::string onOneLine(std::string_view key)
{
    std::string line;
    for (const char c : printable(key))
        line += c == '\n' ? std::string("\\x0a") : c == '\t' ? std::string("\\x09") : std::string(1, c);
    return line + '\n';
}

std::string columns(const std::string& time, const std::string& size, std::string_view name)
{
    const auto padding = [](std::size_t width, const std::string& text) {
        return std::string(width > text.size() ? width - text.size() : 0, ' ');
    };
    return time + padding(widthOfTime, time) + padding(widthOfSize, size) + size + "  " + onOneLine(name);
}

std::string jsonLine(const std::string& bucket, const ListedRow& row)
{
    Value object = Value::map({{"bucket", bucket}, {"key", row.key}, {"size", row.size}});
    if (row.modified != ListedRow::noTime)
        object.insert("modified", isoTime(row.modified));
    if (!row.etag.empty())
        object.insert("etag", row.etag);
    if (!row.storageClass.empty())
        object.insert("storage_class", row.storageClass);
    return toJson(object) + '\n';
}

Value sumValue(const std::string& place, const PrefixSizes::Sum& sum)
{
    Value value =
        Value::map({{"place", place}, {"count", static_cast<std::int64_t>(sum.count)}, {"bytes", sum.bytes}});
    if (sum.oldest)
        value.insert("oldest", isoTime(*sum.oldest));
    if (sum.newest)
        value.insert("newest", isoTime(*sum.newest));
    Value classes = Value::emptyMap();
    for (const auto& [name, amount] : sum.classes)
        classes.insert(
            name.empty() ? std::string("STANDARD") : name,
            Value::map({{"count", static_cast<std::int64_t>(amount.first)}, {"bytes", amount.second}}));
    value.insert("classes", std::move(classes));
    if (sum.olderVersions > 0 || sum.markers > 0) {
        value.insert("older_versions", static_cast<std::int64_t>(sum.olderVersions));
        value.insert("older_bytes", sum.olderBytes);
        value.insert("delete_markers", static_cast<std::int64_t>(sum.markers));
    }
    if (sum.uploads > 0)
        value.insert("unfinished_uploads", static_cast<std::int64_t>(sum.uploads));
    return value;
}

std::string timeText(logs::LogTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs)
        .toStdString();
}

std::string lineOf(const logs::LogEvent& event, bool asJson)
{
    if (asJson) {
        JsonWriter writer(JsonStyle::compact());
        writer.value(Value::map({{"timestamp", event.time.time_since_epoch().count()},
                                 {"logStreamName", event.stream},
                                 {"eventId", event.id},
                                 {"message", event.message}}));
        return writer.take() + '\n';
    }
    std::string_view message = event.message;
    while (message.ends_with('\n') || message.ends_with('\r'))
        message.remove_suffix(1);
    return timeText(event.time) + ' ' + printable(event.stream) + ' ' + printable(message) + '\n';
}

} // namespace

// ---- ls, find and du --------------------------------------------------------------------------------------

ListingCommand::ListingCommand(Runtime runtime, ListingArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> ListingCommand::begin()
{
    using Kind = ListingArguments::Kind;
    std::vector<ObjectSearch::Place> places;
    for (const std::string& text : m_arguments.places) {
        auto place = listedPlace(text, m_arguments.kind == Kind::Find || m_arguments.kind == Kind::List);
        if (!place)
            return place.error();
        places.push_back(std::move(*place));
    }
    if (m_arguments.kind == Kind::Find) { // before keys are looked for
        if (const auto matcher = ObjectMatcher::of(m_arguments.query); !matcher)
            return matcher.error();
    }
    auto client = openClient(m_runtime, m_arguments.connection, "s3");
    if (!client)
        return client.error();
    m_client = std::move(client).value();
    connect(&m_interruption, &Interruption::requested, this, &ListingCommand::interrupt);
    const ObjectSearch::Place first = places.front();
    m_bucket = first.bucket;
    if (m_arguments.kind == Kind::Find)
        search(std::move(places));
    else if (m_arguments.kind == Kind::Sizes)
        sum(first);
    else if (m_bucket.empty())
        listPages("ListBuckets", Value::emptyMap());
    else if (m_arguments.isRecursive)
        listAll(first);
    else
        listPages("ListObjectsV2",
                  Value::map({{"Bucket", first.bucket}, {"Prefix", first.prefix}, {"Delimiter", "/"}}));
    return {};
}

// ---- ls ---------------------------------------------------------------------------------------------------

void ListingCommand::listPages(const char* operation, Value params)
{
    auto pages = Paginator::forOperation(m_client->caller(), operation, std::move(params));
    if (!pages) {
        end(pages.error());
        return;
    }
    m_pages = makeOwned<PageReader>(std::move(pages).value());
    connect(m_pages.get(), &PageReader::pageReady, this, [this](const Value& page) {
        printPage(page);
        if (outputHasFailed())
            m_pages->cancel();
    });
    connect(m_pages.get(), &Task::finished, this,
            [this] { end(outputHasFailed() ? Result<void>() : m_pages->result()); });
    m_pages->readAll();
}

/// Buckets, or a folder: its folders and objects in the order of their names.
void ListingCommand::printPage(const Value& page)
{
    std::string text;
    for (const Value& bucket : page["Buckets"].items()) {
        const std::int64_t created = bucket["CreationDate"].isTime()
                                         ? bucket["CreationDate"].time().seconds * 1000
                                         : ListedRow::noTime;
        text += m_arguments.asJson
                    ? toJson(Value::map({{"bucket", bucket["Name"]}, {"created", isoTime(created)}})) + '\n'
                    : columns(isoTime(created), {}, bucket["Name"].text());
    }
    const auto& folders = page["CommonPrefixes"].items();
    auto folder = folders.begin();
    const auto addFolders = [&](const std::string* before) {
        for (; folder != folders.end() && (!before || (*folder)["Prefix"].text() < *before); ++folder) {
            const std::string& name = (*folder)["Prefix"].text();
            text += m_arguments.asJson ? toJson(Value::map({{"bucket", m_bucket}, {"prefix", name}})) + '\n'
                                       : columns({}, "folder", name);
        }
    };
    for (const Value& object : page["Contents"].items()) {
        const std::string& key = object["Key"].text();
        addFolders(&key);
        const std::int64_t modified = object["LastModified"].isTime()
                                          ? object["LastModified"].time().seconds * 1000
                                          : ListedRow::noTime;
        const ListedRow row{key, object["ETag"].text(), object["StorageClass"].text(), object["Size"].toInt(),
                            modified};
        text += m_arguments.asJson ? jsonLine(m_bucket, row)
                                   : columns(isoTime(modified), std::to_string(row.size), key);
    }
    addFolders(nullptr);
    print(stdout, text);
}

void ListingCommand::listAll(const ObjectSearch::Place& place)
{
    RangedListing::Order order;
    order.bucket = place.bucket;
    order.prefix = place.prefix;
    order.cause = "ls";
    order.workers = m_arguments.workers;
    m_listing = makeOwned<RangedListing>(*m_client, std::move(order));
    connect(m_listing.get(), &RangedListing::progressed, this, &ListingCommand::printReady);
    connect(m_listing.get(), &RangedListing::beganAnew, this,
            [this] { m_repeated = std::exchange(m_printed, 0); });
    connect(m_listing.get(), &Task::finished, this, [this] {
        const auto& result = m_listing->result();
        if (m_signal == 0)
            printReady();
        warn(m_listing->warnings());
        end(result ? Result<void>() : result.error());
    });
    m_listing->start();
}

void ListingCommand::printReady()
{
    const ListedRows rows = m_listing->takeReadyRows();
    std::string text;
    ListedRows::Cursor cursor(rows, std::min(m_repeated, rows.size()));
    m_repeated -= std::min(m_repeated, rows.size());
    m_printed += rows.size();
    while (cursor.next()) {
        const ListedRow& row = cursor.row();
        text += m_arguments.asJson ? jsonLine(m_bucket, row)
                                   : columns(isoTime(row.modified), std::to_string(row.size), row.key);
    }
    if (!text.empty() && !print(stdout, text) && !m_listing->isFinished())
        m_listing->cancel();
}

// ---- find -------------------------------------------------------------------------------------------------

void ListingCommand::search(std::vector<ObjectSearch::Place> places)
{
    ObjectSearch::Order order;
    order.query = m_arguments.query;
    order.cause = "find";
    order.requests = m_arguments.requests;
    order.workers = m_arguments.workers;
    for (ObjectSearch::Place& place : places) {
        order.isOfAllBuckets = order.isOfAllBuckets || place.bucket.empty();
        order.places.push_back(std::move(place));
    }
    m_search = makeOwned<ObjectSearch>(*m_client, std::move(order));
    connect(m_search.get(), &ObjectSearch::found, this, &ListingCommand::printHits);
    connect(m_search.get(), &ObjectSearch::outOfRequests, this, [this] {
        cli::tell("stopped after " + std::to_string(m_search->requests()) +
                  " requests; --max-requests allows more");
        m_search->cancel();
    });
    connect(m_search.get(), &Task::finished, this, [this] {
        tellPlaces();
        end(m_search->result());
    });
    m_search->start();
}

void ListingCommand::printHits(std::size_t number, std::size_t first)
{
    const auto& scope = m_search->scopes()[number];
    std::string text;
    ListedRows::Cursor cursor(scope.rows, first);
    while (cursor.next()) {
        text += m_arguments.asJson
                    ? jsonLine(scope.place.bucket, cursor.row())
                    : onOneLine("s3://" + scope.place.bucket + '/' + std::string(cursor.row().key));
    }
    if (!print(stdout, text))
        m_search->cancel();
}

/// What was not searched, and why.
void ListingCommand::tellPlaces()
{
    for (const auto& scope : m_search->scopes()) {
        warn(scope.warnings);
        if (!scope.error)
            continue;
        const bool isDenied = scope.state == ObjectSearch::State::Denied;
        cli::tell(
            "s3://" + scope.place.bucket + '/' + scope.place.prefix + ": " +
            (isDenied ? "not searched, " + scope.action + " is denied: " : "not searched to its end: ") +
            errorText(*scope.error));
    }
}

// ---- du ---------------------------------------------------------------------------------------------------

void ListingCommand::sum(const ObjectSearch::Place& place)
{
    PrefixSizes::Order order;
    order.bucket = place.bucket;
    order.prefix = place.prefix;
    order.cause = "du";
    order.depth = m_arguments.depth;
    order.workers = m_arguments.workers;
    order.withVersions = m_arguments.withVersions;
    order.withUploads = m_arguments.withVersions;
    m_sizes = makeOwned<PrefixSizes>(*m_client, std::move(order));
    connect(m_sizes.get(), &Task::finished, this, [this] {
        printSums();
        end(m_sizes->result());
    });
    m_sizes->start();
}

void ListingCommand::printSums()
{
    const std::string place = "s3://" + m_bucket + '/';
    if (m_sizes->total().count == 0 && !m_sizes->result())
        return;
    const std::string* top = &m_sizes->sums().begin()->first; // what all others begin with
    if (m_arguments.asJson) {
        Value document = sumValue(place + *top, m_sizes->total());
        document.insert("is_complete", !m_sizes->isPartial());
        document.insert("requests", m_sizes->requests());
        Value folders = Value::emptyList();
        for (const auto& [prefix, sum] : m_sizes->sums()) {
            if (prefix != *top)
                folders.append(sumValue(place + prefix, sum));
        }
        document.insert("folders", std::move(folders));
        print(stdout, toJson(document) + '\n');
        return;
    }
    std::string text;
    const auto add = [&](const std::string& prefix, const PrefixSizes::Sum& sum) {
        text +=
            std::to_string(sum.bytes) + '\t' + std::to_string(sum.count) + '\t' + onOneLine(place + prefix);
    };
    for (const auto& [prefix, sum] : m_sizes->sums()) {
        if (prefix != *top)
            add(prefix, sum);
    }
    add(*top, m_sizes->total());
    print(stdout, text);
    if (m_sizes->isPartial())
        cli::tell("the sums are not complete");
}

// ---- the end ----------------------------------------------------------------------------------------------

void ListingCommand::warn(const std::vector<std::string>& warnings) const
{
    for (const std::string& warning : warnings)
        cli::tell("warning: " + warning);
}

void ListingCommand::interrupt(int signalNumber)
{
    m_signal = signalNumber;
    if (m_pages) {
        m_pages.reset();
        end(makeError(ErrorKind::Cancelled, "Cancelled", "The listing was given up. It is not complete."));
    }
    if (m_listing)
        m_listing->cancel();
    if (m_search)
        m_search->cancel();
    if (m_sizes)
        m_sizes->cancel();
}

void ListingCommand::end(const Result<void>& result)
{
    if (m_signal != 0 && !result)
        finish(result, Interruption::exitCode(m_signal));
    else
        finish(result);
}

// ---- logs -------------------------------------------------------------------------------------------------

LogsCommand::LogsCommand(Runtime runtime, LogsArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> LogsCommand::begin()
{
    auto client = openClient(m_runtime, m_arguments.connection, "logs");
    if (!client)
        return client.error();
    connect(&m_interruption, &Interruption::requested, this, [this](int signalNumber) {
        m_signal = signalNumber;
        if (m_tail)
            m_tail->cancel();
        if (m_search) {
            m_search->cancel();
            finish({}, Interruption::exitCode(signalNumber));
        }
    });
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(client->clock()->now());
    logs::LogQuestion question{
        m_arguments.group, m_arguments.streams, m_arguments.pattern, now - m_arguments.since, {}, false};
    if (m_arguments.follows)
        follow(std::move(client).value(), std::move(question));
    else
        search(std::move(client).value(), std::move(question));
    return {};
}

void LogsCommand::follow(Client client, logs::LogQuestion question)
{
    m_tail = makeOwned<logs::LogTail>(std::move(client), std::move(question));
    connect(m_tail.get(), &logs::LogTail::arrived, this, &LogsCommand::printEvents);
    connect(m_tail.get(), &Task::finished, this, [this] {
        const Error error = m_tail->error().value_or(Error());
        if (m_signal != 0)
            finish({}, Interruption::exitCode(m_signal));
        else
            finish(outputHasFailed() ? outputFailed() : error);
    });
    m_tail->start();
}

void LogsCommand::search(Client client, logs::LogQuestion question)
{
    using State = logs::LogSearch::State;
    m_search = makeOwned<logs::LogSearch>(std::move(client), std::move(question));
    connect(m_search.get(), &logs::LogSearch::pageReady, this, &LogsCommand::printEvents);
    connect(m_search.get(), &logs::LogSearch::stateChanged, this, [this] {
        const State state = m_search->state();
        if (outputHasFailed())
            finish(outputFailed());
        else if (state == State::More)
            m_search->fetchNextPage("logs search");
        else if (state == State::Failed)
            finish(*m_search->error());
        else if (state == State::Complete)
            finish({});
    });
    m_search->fetchNextPage("logs search");
}

void LogsCommand::printEvents(const std::vector<logs::LogEvent>& events)
{
    std::string text;
    for (const auto& event : events)
        text += lineOf(event, m_arguments.asJson);
    if (!print(stdout, text) && m_tail)
        m_tail->cancel();
}

} // namespace inia::cli
