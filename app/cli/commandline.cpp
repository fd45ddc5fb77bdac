#include "app/cli/commandline.h"

#include "core/common/localpath.h"
#include "core/model/names.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/timestamps.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QFile>

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace inia::cli {

namespace {

Error usageError(std::string message)
{
    message += message.ends_with('?') ? " See inia-cli --help" : "; see inia-cli --help";
    return makeError(ErrorKind::Parameter, "Usage", std::move(message));
}

std::string suggestion(const std::string& wanted, const std::vector<std::string>& known)
{
    const auto similar = similarNames(wanted, known, 1);
    return similar.empty() ? std::string() : "; did you mean " + similar.front() + "?";
}

Result<QByteArray> readInput(const QString& argument)
{
    QFile file;
    bool open = false;
    if (argument == QStringLiteral("-")) {
        open = file.open(stdin, QIODevice::ReadOnly);
    } else {
        file.setFileName(argument.mid(1));
        open = file.open(QIODevice::ReadOnly);
    }
    if (!open)
        return usageError("cannot read " + argument.toStdString() + ": " + file.errorString().toStdString());
    return file.readAll();
}

/// Reads the options of one command; after the first that is wrong, `error` tells.
class Options final {
public:
    explicit Options(const QCommandLineParser& parser) : m_parser(parser) {}

    /// False as well for an option the command does not have.
    [[nodiscard]] bool has(const char* name) const
    {
        return m_parser.optionNames().contains(QString::fromLatin1(name));
    }

    [[nodiscard]] std::optional<std::string> text(const char* name) const
    {
        return has(name) ? std::optional(m_parser.value(QString::fromLatin1(name)).toStdString())
                         : std::nullopt;
    }

    /// What was said by these options, in the order in which they stand.
    [[nodiscard]] std::vector<std::pair<std::string, QString>>
    inOrder(const std::vector<std::string>& names) const
    {
        std::vector<std::pair<std::string, QString>> found;
        std::map<std::string, qsizetype> counts;
        for (const QString& option : m_parser.optionNames()) {
            const std::string name = option.toStdString();
            if (std::find(names.begin(), names.end(), name) != names.end())
                found.emplace_back(name, m_parser.values(option).value(counts[name]++));
        }
        return found;
    }

    std::optional<std::int64_t> number(const char* name, std::int64_t least,
                                       std::int64_t most = std::numeric_limits<std::int64_t>::max())
    {
        if (!has(name))
            return std::nullopt;
        bool isNumber = false;
        const std::int64_t number = m_parser.value(QString::fromLatin1(name)).toLongLong(&isNumber);
        if (isNumber && number >= least && number <= most)
            return number;
        const bool isBounded = most != std::numeric_limits<std::int64_t>::max();
        fail(std::string("--") + name + " needs a whole number from " + std::to_string(least) +
             (isBounded ? " to " + std::to_string(most) : " on"));
        return std::nullopt;
    }

    /// Which of two formats --output asks for; the first unless told.
    bool isSecondFormat(const std::string& first, const std::string& second)
    {
        const auto format = text("output").value_or(first);
        if (format != first && format != second)
            fail("--output has to be " + first + " or " + second + ", not '" + format + "'");
        return format == second;
    }

    /// A JSON object.
    Value object(const QString& json, const std::string& what)
    {
        QByteArray text = json.toUtf8();
        if (json == QStringLiteral("-") || json.startsWith(u'@')) {
            auto read = readInput(json);
            if (!read) {
                error = read.error();
                return Value::emptyMap();
            }
            text = std::move(read).value();
        }
        auto object = parseJson({text.constData(), static_cast<std::size_t>(text.size())});
        if (!object)
            fail(what + " are not JSON: " + object.error().message);
        else if (!object->isMap())
            fail(what + " have to be a JSON object, such as '{\"Bucket\": \"name\"}'");
        return object && object->isMap() ? std::move(object).value() : Value::emptyMap();
    }

    void fail(std::string message)
    {
        if (!error)
            error = usageError(std::move(message));
    }

    std::optional<Error> error;

private:
    const QCommandLineParser& m_parser;
};

ConnectionArguments readConnection(Options& options)
{
    ConnectionArguments connection;
    connection.profile = options.text("profile");
    connection.region = options.text("region");
    connection.endpointUrl = options.text("endpoint-url");
    connection.signRequest = !options.has("no-sign-request");
    connection.readOnly = options.has("read-only");
    connection.checksServer = options.has("check-server");
    if (const auto config = options.text("config"))
        connection.config = options.object(QString::fromStdString(*config), "the settings of --config");
    if (const auto at = options.text("at")) {
        if (const auto time = parseTimestamp(*at))
            connection.at = std::chrono::system_clock::time_point(std::chrono::seconds(time->seconds));
        else
            options.fail("--at does not understand '" + *at + "'; write 2026-01-02T03:04:05Z");
    }
    return connection;
}

TargetArguments readTarget(Options& options, const QStringList& words)
{
    TargetArguments target{words[1].toStdString(), words[2].toStdString()};
    if (words.size() > 3)
        target.params = options.object(words[3], "the parameters");
    return target;
}

CommandLine readCall(Options& options, const QStringList& words)
{
    CallArguments call{readTarget(options, words), readConnection(options)};
    PaginationArguments pagination;
    pagination.maxItems = options.number("max-items", 0);
    pagination.pageSize = options.number("page-size", 1);
    pagination.startingToken = options.text("starting-token");
    if (options.has("paginate") || pagination.maxItems || pagination.pageSize || pagination.startingToken)
        call.pagination = pagination;
    call.query = options.text("query");
    if (options.isSecondFormat("json", "jsonl"))
        call.output = OutputFormat::JsonLines;
    constexpr std::int64_t week = std::int64_t{7} * 24 * 3600;
    call.timeout = std::chrono::seconds(options.number("timeout", 1, week).value_or(0));
    call.dryRun = options.has("dry-run");
    call.harFile = options.text("har");
    return call;
}

CommandLine readWait(Options& options, const QStringList& words)
{
    WaitArguments wait{readTarget(options, words), readConnection(options)};
    wait.delaySeconds = options.number("delay", 0);
    wait.maxAttempts = options.number("max-attempts", 1);
    return wait;
}

CommandLine readPresign(Options& options, const QStringList& words)
{
    PresignArguments presign{readTarget(options, words), readConnection(options)};
    presign.expiresIn = options.number("expires-in", 1).value_or(presign.expiresIn);
    presign.httpMethod = options.text("http-method");
    return presign;
}

CommandLine readCode(Options& options, const QStringList& words)
{
    CodeArguments code{readTarget(options, words), readConnection(options)};
    if (const auto params = options.text("params"))
        code.target.params = options.object(QString::fromStdString(*params), "the parameters");
    const auto name = options.text("language").value_or("cli");
    const auto language = codegen::languageFromName(name);
    if (!language) {
        std::vector<std::string> known;
        for (const auto each : codegen::allLanguages)
            known.emplace_back(codegen::languageName(each));
        options.fail("--language has to be cli, powershell, boto3, curl or cpp, not '" + name + "'" +
                     suggestion(name, known));
    }
    code.language = language.value_or(code.language);
    code.allPages = options.has("all-pages");
    return code;
}

CommandLine readTransfer(TransferArguments::Kind kind, Options& options, const QStringList& words)
{
    TransferArguments transfer{kind, bytesOfPath(words[1]).toStdString(), bytesOfPath(words[2]).toStdString(),
                               readConnection(options)};
    transfer.resumeFile = options.text("resume");
    transfer.contentType = options.text("content-type");
    if (transfer.contentType && transfer.contentType->find('/') == std::string::npos)
        options.fail("--content-type needs a type such as text/html, not '" + *transfer.contentType + "'");
    transfer.overwrite = options.has("overwrite");
    return transfer;
}

CommandLine readUpload(Options& options, const QStringList& words)
{
    return readTransfer(TransferArguments::Kind::Upload, options, words);
}

CommandLine readDownload(Options& options, const QStringList& words)
{
    return readTransfer(TransferArguments::Kind::Download, options, words);
}

CommandLine readCopy(Options& options, const QStringList& words)
{
    return readTransfer(TransferArguments::Kind::Copy, options, words);
}

ObjectsArguments readObjects(ObjectsArguments::Kind kind, Options& options, const QStringList& words)
{
    ObjectsArguments objects{kind, bytesOfPath(words[1]).toStdString(), {}, readConnection(options)};
    objects.isRecursive = options.has("recursive");
    objects.isDryRun = options.has("dry-run");
    return objects;
}

CommandLine readMove(Options& options, const QStringList& words)
{
    ObjectsArguments objects = readObjects(ObjectsArguments::Kind::Move, options, words);
    objects.to = bytesOfPath(words[2]).toStdString();
    objects.overwrite = options.has("overwrite");
    return objects;
}

CommandLine readRemove(Options& options, const QStringList& words)
{
    return readObjects(ObjectsArguments::Kind::Remove, options, words);
}

/// "10M" is ten times 1024 times 1024.
std::optional<std::int64_t> readSize(Options& options, const char* name)
{
    const auto text = options.text(name);
    if (!text)
        return std::nullopt;
    const auto size = sizeFromText(*text);
    if (!size)
        options.fail(std::string("--") + name +
                     " needs a number of bytes such as 1000, 10K, 5M or 2G, not '" + *text + "'");
    return size;
}

/// A point in time, or so long ago; in ms since 1970.
std::optional<std::int64_t> readTime(Options& options, const char* name)
{
    const auto text = options.text(name);
    if (!text)
        return std::nullopt;
    using namespace std::chrono;
    if (const auto length = lengthFromText(*text))
        return (duration_cast<milliseconds>(system_clock::now().time_since_epoch()) - *length).count();
    if (const auto time = text->find('-') == std::string::npos ? std::nullopt : parseTimestamp(*text))
        return time->seconds * 1000;
    options.fail(std::string("--") + name + " does not understand '" + *text +
                 "'; write 2026-01-31, 2026-01-31T12:00:00Z, or 7d for a week ago");
    return std::nullopt;
}

CommandLine readSync(Options& options, const QStringList& words)
{
    SyncArguments sync{bytesOfPath(words[1]).toStdString(), bytesOfPath(words[2]).toStdString(),
                       readConnection(options)};
    sync.way = options.has("times")       ? CompareWay::SizeAndTime
               : options.has("size-only") ? CompareWay::Size
               : options.has("checksum")  ? CompareWay::Content
                                          : CompareWay::LastSeen;
    if (options.has("times") + options.has("size-only") + options.has("checksum") > 1)
        options.fail("sync takes one of --times, --size-only and --checksum");
    for (const auto& [name, value] : options.inOrder({"exclude", "include", "filter-file"})) {
        if (name != "filter-file") {
            sync.filter.add((name == "include" ? "!" : "") + value.toStdString());
            continue;
        }
        const auto lines = readInput(u'@' + value);
        if (lines)
            sync.filter.addLines(lines->toStdString());
        else
            options.error = lines.error();
    }
    sync.limits = {readSize(options, "larger"), readSize(options, "smaller"), readTime(options, "newer"),
                   readTime(options, "older")};
    sync.deletes = options.has("delete");
    sync.emptiedTarget = options.text("empty-target").value_or(std::string());
    sync.takesSource = options.has("take-source");
    sync.setsTimes = !options.has("no-times");
    sync.metadataTimes = options.has("metadata-times");
    sync.isDryRun = options.has("dry-run");
    sync.showsSame = options.has("all");
    sync.workers = static_cast<int>(options.number("workers", 1, 32).value_or(sync.workers));
    return sync;
}

CommandLine readJobs(Options& options, const QStringList& words)
{
    using Action = JobsArguments::Action;
    using Format = JobsArguments::Format;
    const std::string action = words.size() > 1 ? words[1].toStdString() : "list";
    const auto actions = std::to_array<std::pair<std::string_view, Action>>({{"list", Action::List},
                                                                             {"show", Action::Show},
                                                                             {"undo", Action::Undo},
                                                                             {"resume", Action::Resume},
                                                                             {"retry", Action::Retry}});
    const auto formats = std::to_array<std::pair<std::string_view, Format>>(
        {{"text", Format::Text}, {"json", Format::Json}, {"jsonl", Format::JsonLines}, {"csv", Format::Csv}});
    const auto outcomes =
        std::to_array<std::pair<std::string_view, JobItemState>>({{"waiting", JobItemState::Queued},
                                                                  {"done", JobItemState::Done},
                                                                  {"failed", JobItemState::Failed},
                                                                  {"kept", JobItemState::Kept},
                                                                  {"skipped", JobItemState::Skipped}});
    const auto find = [&options](const auto& table, const std::string& word, const std::string& message) {
        const auto found =
            std::find_if(table.begin(), table.end(), [&word](const auto& row) { return row.first == word; });
        if (found == table.end())
            options.fail(message + ", not '" + word + "'");
        return found == table.end() ? table.front().second : found->second;
    };
    JobsArguments jobs;
    jobs.action = find(actions, action, "jobs takes list, show, undo, resume or retry");
    jobs.format =
        find(formats, options.text("output").value_or("text"), "--output has to be text, json, jsonl or csv");
    if (const auto outcome = options.text("outcome"))
        jobs.outcome = find(outcomes, *outcome, "--outcome has to be waiting, done, failed, kept or skipped");
    bool isNumber = words.size() > 2;
    if (isNumber)
        jobs.id = words[2].toULongLong(&isNumber);
    const bool isOfOne = jobs.format == Format::JsonLines || jobs.format == Format::Csv || jobs.outcome;
    if (jobs.action == Action::List && (isOfOne || words.size() > 2))
        options.fail("jobs list takes --output text or json alone; to see one job: inia-cli jobs show ID");
    if (jobs.action != Action::List && jobs.action != Action::Show && (isOfOne || options.text("output")))
        options.fail("jobs " + action +
                     " takes no --output and no --outcome; inia-cli jobs show ID tells of it");
    if (!isNumber && jobs.action != Action::List)
        options.fail("jobs " + action + " needs the number of a job; inia-cli jobs lists them");
    jobs.connection = readConnection(options);
    return jobs;
}

ListingArguments readListing(ListingArguments::Kind kind, Options& options, const QStringList& words)
{
    ListingArguments listing;
    listing.kind = kind;
    for (const QString& word : words.mid(1))
        listing.places.push_back(bytesOfPath(word).toStdString());
    listing.connection = readConnection(options);
    listing.asJson = options.has("json");
    listing.workers = static_cast<int>(options.number("workers", 1, 32).value_or(listing.workers));
    return listing;
}

CommandLine readList(Options& options, const QStringList& words)
{
    ListingArguments listing = readListing(ListingArguments::Kind::List, options, words);
    listing.isRecursive = options.has("recursive");
    return listing;
}

CommandLine readFind(Options& options, const QStringList& words)
{
    ListingArguments listing = readListing(ListingArguments::Kind::Find, options, words);
    using Kind = ObjectQuery::Kind;
    struct Pattern {
        const char* option;
        Kind kind;
        bool isOfWholeKey;
    };
    ObjectQuery& query = listing.query;
    query.isCaseSensitive = !options.has("ignore-case");
    int patterns = 0;
    for (const Pattern& pattern :
         {Pattern{"name", Kind::Glob, false}, Pattern{"path", Kind::Glob, true},
          Pattern{"regex", Kind::Regex, true}, Pattern{"words", Kind::Words, true}}) {
        const auto text = options.text(pattern.option);
        if (!text)
            continue;
        query.kind = pattern.kind;
        query.text = *text;
        query.isOfWholeKey = pattern.isOfWholeKey;
        query.isCaseSensitive = query.isCaseSensitive && pattern.kind != Kind::Words;
        ++patterns;
    }
    if (patterns > 1)
        options.fail("find takes one of --name, --path, --regex and --words");
    query.larger = readSize(options, "larger");
    query.smaller = readSize(options, "smaller");
    query.newer = readTime(options, "newer");
    query.older = readTime(options, "older");
    for (const QString& name :
         QString::fromStdString(options.text("class").value_or(std::string())).split(u',')) {
        if (!name.isEmpty())
            query.classes.push_back(name.toStdString());
    }
    query.etag = options.text("etag").value_or(std::string());
    if (options.has("archived"))
        query.isArchived = true;
    if (const auto depth = options.number("depth", 0, 1024))
        query.depth = static_cast<int>(*depth);
    listing.requests =
        static_cast<int>(options.number("max-requests", 1, 1'000'000'000).value_or(listing.requests));
    return listing;
}

CommandLine readSizes(Options& options, const QStringList& words)
{
    ListingArguments listing = readListing(ListingArguments::Kind::Sizes, options, words);
    listing.depth = static_cast<int>(options.number("depth", 0, 3).value_or(listing.depth));
    listing.withVersions = options.has("versions");
    return listing;
}

CommandLine readLogs(Options& options, const QStringList& words)
{
    LogsArguments arguments;
    arguments.follows = words[1] == QStringLiteral("tail");
    if (!arguments.follows && words[1] != QStringLiteral("search"))
        options.fail("logs takes search or tail, and not '" + words[1].toStdString() + "'");
    arguments.group = words[2].toStdString();
    arguments.connection = readConnection(options);
    const auto since = options.text("since").value_or(arguments.follows ? "10m" : "1h");
    const auto length = lengthFromText(since);
    if (!length)
        options.fail("--since needs a number and s, m, h, d or w, such as 15m, not '" + since + "'");
    arguments.since = length.value_or(std::chrono::milliseconds(0));
    arguments.pattern = options.text("filter").value_or("");
    if (const auto stream = options.text("stream"))
        arguments.streams.push_back(*stream);
    arguments.asJson = options.isSecondFormat("text", "jsonl");
    return arguments;
}

CommandLine readBatch(Options& options, const QStringList&)
{
    BatchArguments batch;
    batch.parallel = static_cast<int>(options.number("parallel", 1, 256).value_or(1));
    batch.readOnly = options.has("read-only");
    return batch;
}

CommandLine readSession(Options& options, const QStringList&)
{
    return SessionArguments{readConnection(options)};
}

CommandLine readLogin(Options& options, const QStringList&)
{
    return LoginArguments{options.text("profile"), options.text("region"), options.has("console"),
                          options.has("browser")};
}

CommandLine readKeychain(Options& options, const QStringList& words)
{
    using Action = KeychainArguments::Action;
    const QString& word = words[1];
    if (word != QStringLiteral("set") && word != QStringLiteral("get") && word != QStringLiteral("delete"))
        options.error = usageError("keychain takes set, get or delete, and not '" + word.toStdString() + "'");
    const Action action = word == QStringLiteral("set")      ? Action::Set
                          : word == QStringLiteral("delete") ? Action::Delete
                                                             : Action::Get;
    return KeychainArguments{action, words[2].toStdString()};
}

CommandLine readServices(Options& options, const QStringList&)
{
    return ServicesArguments{options.isSecondFormat("text", "json")};
}

CommandLine readOperations(Options& options, const QStringList& words)
{
    return OperationsArguments{words[1].toStdString(), options.isSecondFormat("text", "json")};
}

CommandLine readDescribe(Options&, const QStringList& words)
{
    DescribeArguments describe{words[1].toStdString()};
    if (words.size() > 2)
        describe.operation = words[2].toStdString();
    return describe;
}

CommandLine readRedaction(Options&, const QStringList& words)
{
    RedactionArguments redaction;
    if (words.size() > 1)
        redaction.service = words[1].toStdString();
    if (words.size() > 2)
        redaction.operation = words[2].toStdString();
    return redaction;
}

using ReadCommand = CommandLine (*)(Options&, const QStringList& words);

/// In the order of commandTable().
constexpr ReadCommand readers[]{
    readCall,    readWait,  readPresign,  readCode,     readUpload,     readDownload, readCopy,     readMove,
    readRemove,  readSync,  readList,     readFind,     readSizes,      readJobs,     readLogs,     readBatch,
    readSession, readLogin, readKeychain, readServices, readOperations, readDescribe, readRedaction};

Error wrongWords(const CommandRow& command)
{
    std::string usage = std::string("inia-cli ") + command.name;
    for (const auto& word : command.words)
        usage += std::string(word.isOptional ? " [" : " ") + word.name + (word.isOptional ? "]" : "") +
                 (word.mayRepeat ? " ..." : "");
    return usageError(std::string(command.name) + " takes other words; write: " + usage);
}

Result<CommandLine> parseCommand(const CommandRow& command, const QStringList& arguments)
{
    QCommandLineParser parser;
    prepareParser(parser, command);
    if (!parser.parse(arguments)) {
        std::string message = parser.errorText().toStdString();
        if (message.ends_with('.'))
            message.pop_back();
        std::vector<std::string> known;
        for (const auto& name : command.options)
            known.emplace_back(name.name);
        const auto unknown = parser.unknownOptionNames();
        return usageError(message +
                          (unknown.isEmpty() ? "" : suggestion(unknown.first().toStdString(), known)));
    }
    if (parser.isSet(QStringLiteral("help")))
        return CommandLine(TextArguments{parser.helpText().toStdString()});
    const QStringList words = parser.positionalArguments();
    const auto least = std::count_if(command.words.begin(), command.words.end(),
                                     [](const WordRow& word) { return !word.isOptional; });
    const bool mayBeMore = !command.words.empty() && command.words.back().mayRepeat;
    if (words.size() < least + 1 ||
        (!mayBeMore && words.size() > static_cast<qsizetype>(command.words.size()) + 1))
        return wrongWords(command);
    Options options(parser);
    auto result = readers[&command - commandTable().data()](options, words);
    if (options.error)
        return std::move(*options.error);
    return result;
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    const QString first = arguments.size() > 1 ? arguments[1] : QString();
    if (first == QStringLiteral("--version") || first == QStringLiteral("-v"))
        return CommandLine(TextArguments{"inia-cli " INIA_VERSION "\n"});
    if (first == QStringLiteral("--help") || first == QStringLiteral("-h") || first == QStringLiteral("help"))
        return CommandLine(TextArguments{overviewText()});
    if (first.isEmpty())
        return usageError("what to do? write: inia-cli call SERVICE OPERATION");
    // Options may stand in front of the command.
    for (const auto& word : arguments.mid(1)) {
        if (const auto* command = findCommand(word))
            return parseCommand(*command, arguments);
    }
    std::vector<std::string> names;
    for (const auto& row : commandTable())
        names.emplace_back(row.name);
    return usageError("there is no command '" + first.toStdString() + "'" +
                      suggestion(first.toStdString(), names));
}

} // namespace inia::cli
