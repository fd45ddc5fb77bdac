#include "app/cli/callcommand.h"

#include "app/cli/output.h"
#include "app/cli/sessioncommands.h"
#include "core/credentials/credentialsources.h"
#include "core/http/textencoding.h"
#include "core/model/catalog.h"
#include "core/model/servicemodel.h"
#include "core/observe/exchangelog.h"
#include "core/observe/fileexport.h"
#include "core/presign/presigner.h"

#include <QtCore/QMetaObject>

#include <algorithm>

namespace inia::cli {

namespace {

/// A writer that stands behind a member of an object, so that the next begins with a comma.
JsonWriter writerInsideObject()
{
    JsonWriter writer(JsonStyle::indented());
    writer.beginMap();
    writer.key("");
    writer.null();
    (void)writer.take();
    return writer;
}

Error cannotSpool(const QTemporaryFile& file)
{
    return makeError(ErrorKind::Configuration, "CannotWrite",
                     "a temporary file cannot be written (" + file.errorString().toStdString() +
                         "); make room there, set TMPDIR to another folder, or use --output jsonl");
}

} // namespace

// ---- call -------------------------------------------------------------------------------------------------

StreamedLists::StreamedLists(const std::vector<std::string>& names) : m_names(names)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        m_lists.push_back({writerInsideObject(), false, nullptr});
}

Result<void> StreamedLists::add(const std::string& name, const Value& items)
{
    const auto index = std::find(m_names.begin(), m_names.end(), name) - m_names.begin();
    List& list = m_lists[static_cast<std::size_t>(index)];
    if (!list.hasBegun) {
        list.hasBegun = true;
        list.writer.key(name);
        list.writer.beginList();
    }
    if (!m_printed && items.size() > 0 && !list.waiting)
        m_printed = &list;
    list.writer.items(items);
    return items.size() == 0 ? Result<void>() : write(list);
}

Result<void> StreamedLists::write(List& list)
{
    if (&list == m_printed)
        return printMember(list.writer.take());
    if (!list.waiting)
        list.waiting = std::make_unique<QTemporaryFile>();
    const std::string text = list.writer.take();
    if ((!list.waiting->isOpen() && !list.waiting->open()) ||
        list.waiting->write(text.data(), static_cast<qint64>(text.size())) !=
            static_cast<qint64>(text.size()))
        return cannotSpool(*list.waiting);
    return {};
}

/// `text` begins with a comma if it begins a member.
Result<void> StreamedLists::printMember(std::string text)
{
    if (!m_hasMembers && !text.empty())
        text.front() = '{';
    m_hasMembers = m_hasMembers || !text.empty();
    return print(stdout, text) ? Result<void>() : Result<void>(outputFailed());
}

Result<void> StreamedLists::finish(const Value& rest)
{
    if (m_printed) {
        m_printed->writer.endList();
        (void)printMember(m_printed->writer.take()); // the last one tells
    }
    for (List& list : m_lists) {
        if (!list.hasBegun || &list == m_printed)
            continue;
        list.writer.endList();
        if (list.waiting && !list.waiting->seek(0))
            return cannotSpool(*list.waiting);
        constexpr qint64 chunk = 1 << 20;
        while (list.waiting && !list.waiting->atEnd())
            (void)printMember(list.waiting->read(chunk).toStdString());
        (void)printMember(list.writer.take());
    }
    JsonWriter writer = writerInsideObject();
    for (const auto& [name, value] : rest.members()) {
        writer.key(name);
        writer.value(value);
    }
    auto printed = printMember(writer.take());
    if (m_hasMembers && !print(stdout, "\n}\n"))
        return outputFailed();
    return printed;
}

namespace {

Result<Value> queried(const std::optional<Expression>& query, const Value& answer)
{
    return query ? query->search(answer) : Result<Value>(answer);
}

Value withoutMetadata(const Value& answer)
{
    Value result = answer;
    result.mutableMap().remove("ResponseMetadata");
    return result;
}

std::string jsonText(const Value& value, OutputFormat format)
{
    if (value.isMap() && value.size() == 0)
        return {};
    const JsonStyle oneLine{", ", ": ", 0, false};
    return toJson(value, format == OutputFormat::Json ? JsonStyle::indented() : oneLine) + "\n";
}

Result<void> printed(const std::string& text)
{
    return print(stdout, text) ? Result<void>() : Result<void>(outputFailed());
}

class LinePrinter final : public AnswerPrinter {
public:
    explicit LinePrinter(std::optional<Expression> query) : m_query(std::move(query)) {}

    Result<void> page(const Value& page) override
    {
        return printAnswer(page, m_query, OutputFormat::JsonLines);
    }

    Result<void> finish(const std::optional<std::string>& resumeToken, bool) override
    {
        if (!resumeToken || m_query)
            return {};
        return printed(jsonText(Value::map({{"NextToken", *resumeToken}}), OutputFormat::JsonLines));
    }

private:
    std::optional<Expression> m_query;
};

/// Keeps all pages: for queries, and for results whose lists are not at the top.
class WholePrinter final : public AnswerPrinter {
public:
    WholePrinter(std::shared_ptr<const PagePaths> paths, std::optional<Expression> query)
        : m_whole(std::move(paths)), m_query(std::move(query))
    {
    }

    Result<void> page(const Value& page) override
    {
        m_whole.add(page);
        m_hasPages = true;
        return {};
    }

    Result<void> finish(const std::optional<std::string>& resumeToken, bool isWhole) override
    {
        // What a query would say of a part of the answer misleads.
        if (!m_hasPages || (m_query && !isWhole))
            return {};
        return printAnswer(m_whole.value(resumeToken), m_query, OutputFormat::Json);
    }

private:
    FullResult m_whole;
    std::optional<Expression> m_query;
    bool m_hasPages = false;
};

/// Prints the lists of the result keys as they grow, and what is short at the end.
class StreamPrinter final : public AnswerPrinter {
public:
    explicit StreamPrinter(const std::shared_ptr<const PagePaths>& paths)
        : m_lists(paths->model.resultKeys), m_rest(paths)
    {
    }

    Result<void> page(const Value& page) override
    {
        m_hasPages = true;
        Value rest = page;
        for (const auto& key : m_lists.names()) {
            if (!page[key].isList())
                continue;
            if (auto added = m_lists.add(key, page[key]); !added)
                return added;
            rest.mutableMap().remove(key);
        }
        m_rest.add(rest);
        return {};
    }

    Result<void> finish(const std::optional<std::string>& resumeToken, bool) override
    {
        return m_hasPages ? m_lists.finish(m_rest.value(resumeToken)) : Result<void>();
    }

private:
    StreamedLists m_lists;
    FullResult m_rest; ///< everything but the lists
    bool m_hasPages = false;
};

bool isPlainName(const std::string& key)
{
    return std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

} // namespace

std::unique_ptr<AnswerPrinter> AnswerPrinter::document(std::shared_ptr<const PagePaths> paths,
                                                       std::optional<Expression> query)
{
    const auto& keys = paths->model.resultKeys;
    if (query || !std::all_of(keys.begin(), keys.end(), isPlainName))
        return std::make_unique<WholePrinter>(std::move(paths), std::move(query));
    return std::make_unique<StreamPrinter>(paths);
}

std::unique_ptr<AnswerPrinter> AnswerPrinter::lines(std::optional<Expression> query)
{
    return std::make_unique<LinePrinter>(std::move(query));
}

Result<void> printAnswer(const Value& answer, const std::optional<Expression>& query, OutputFormat format)
{
    const auto value = queried(query, withoutMetadata(answer));
    if (!value)
        return value.error();
    return printed(jsonText(*value, format));
}

namespace {

/// Maps of headers, such as an object's metadata, as a person reads them: S3 hands back what is no ASCII in
/// encoded words.
Value withDecodedHeaders(Value answer, const OperationModel& operation)
{
    const auto output = operation.valid() ? operation.output() : Shape();
    for (std::uint32_t i = 0; output.valid() && i < output.memberCount(); ++i) {
        const auto member = output.memberAt(i);
        if (member.shape.location() != "headers")
            continue;
        Value decoded = Value::emptyMap();
        for (const auto& [name, text] : answer[member.name].members())
            decoded.insert(name, decodedWords(text.text()));
        if (answer.contains(member.name))
            answer.insert(member.name, std::move(decoded));
    }
    return answer;
}

} // namespace

CallCommand::CallCommand(Runtime runtime, CallArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> CallCommand::begin()
{
    if (m_arguments.query) {
        auto query = Expression::parse(*m_arguments.query);
        if (!query)
            return query.error().wrapped(ErrorKind::Parameter, "--query makes no sense");
        m_query = std::move(query).value();
    }
    if (m_arguments.harFile)
        m_runtime.exchangeLog = std::make_shared<ExchangeLog>();
    const auto& name = m_arguments.target.operation;
    auto call = prepareCall(m_runtime, m_arguments.connection, m_arguments.target);
    if (!call)
        return call.error();
    if (m_arguments.pagination && call->operation.valid())
        return beginPages(call->client, std::move(call->params));
    m_operation = call->operation;
    CallOptions options;
    options.dryRun = m_arguments.dryRun;
    options.timeout = m_arguments.timeout;
    m_reply = call->client.call(name, std::move(call->params), options);
    connect(m_reply.get(), &Reply::finished, this, &CallCommand::received);
    return {};
}

Result<void> CallCommand::beginPages(const Client& client, Value params)
{
    PaginationConfig config;
    config.maxItems = m_arguments.pagination->maxItems;
    config.startingToken = m_arguments.pagination->startingToken;
    if (m_arguments.pagination->pageSize)
        config.pageSize = *m_arguments.pagination->pageSize;
    auto paginator = client.paginator(m_arguments.target.operation, std::move(params), config);
    if (!paginator)
        return paginator.error();
    m_printer = m_arguments.output == OutputFormat::Json
                    ? AnswerPrinter::document(paginator->paths(), m_query)
                    : AnswerPrinter::lines(m_query);
    CallOptions options;
    options.dryRun = m_arguments.dryRun;
    options.timeout = m_arguments.timeout;
    m_reader = makeOwned<PageReader>(std::move(paginator).value(), options);
    connect(m_reader.get(), &PageReader::pageReady, this, &CallCommand::printPage);
    // Queued behind the last page.
    connect(m_reader.get(), &PageReader::finished, this, &CallCommand::finishPages, Qt::QueuedConnection);
    m_reader->fetchNext();
    return {};
}

void CallCommand::finishCall(const Result<void>& result)
{
    if (const auto note = m_unreadable.text(); !note.empty())
        tell("warning: " + note);
    const auto written = writeExchanges();
    finish(result ? written : result);
}

Result<void> CallCommand::writeExchanges() const
{
    if (!m_arguments.harFile)
        return {};
    HarOptions options;
    options.program = "inia-cli";
    return writeFileNow(QString::fromStdString(*m_arguments.harFile),
                        [&](QIODevice& device, const std::atomic<bool>& stop) {
                            return writeHar(m_runtime.exchangeLog->snapshot(), options, device, stop);
                        });
}

void CallCommand::received()
{
    const auto& result = m_reply->result();
    m_unreadable = m_reply->unreadable();
    if (result && m_arguments.dryRun)
        print(stdout, dryRunText(*m_reply));
    else if (result)
        return finishCall(printAnswer(withDecodedHeaders(*result, m_operation), m_query, m_arguments.output));
    finishCall(result ? Result<void>() : Result<void>(result.error()));
}

void CallCommand::printPage(const Value& page)
{
    if (m_arguments.dryRun)
        return;
    m_unreadable.add(m_reader->reply()->unreadable());
    m_reader->fetchNext();
    // The next page travels while this one is printed.
    QMetaObject::invokeMethod(
        this,
        [this, page] {
            if (m_printed)
                m_printed = m_printer->page(page);
            if (!m_printed)
                m_reader->cancel();
        },
        Qt::QueuedConnection);
}

void CallCommand::finishPages()
{
    const auto& read = m_reader->result();
    if (read && m_arguments.dryRun) {
        print(stdout, dryRunText(*m_reader->reply()));
        return finishCall({});
    }
    const auto printed = m_printer->finish(m_reader->paginator().resumeToken(), m_printed.ok() && read.ok());
    if (!m_printed)
        return finishCall(m_printed);
    finishCall(read ? printed : read);
}

// ---- presign, code and wait -------------------------------------------------------------------------------

PresignCommand::PresignCommand(Runtime runtime, PresignArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> PresignCommand::begin()
{
    const auto& name = m_arguments.target.operation;
    auto call = prepareCall(m_runtime, m_arguments.connection, m_arguments.target);
    if (!call)
        return call.error();
    PresignOptions options;
    options.expires = std::chrono::seconds(m_arguments.expiresIn);
    options.httpMethod = m_arguments.httpMethod.value_or("");
    call->client.presigner().url(
        this, name, std::move(call->params), options, [this](const Result<PresignedUrl>& url) {
            if (!url)
                return finish(url.error());
            for (const auto& [name, value] : url->headers)
                tell("send this header along: " + name + ": " + value);
            if (url->endsWithKeys)
                tell("warning: the URL works until the keys expire, at " + keyExpiryText(*url->endsWithKeys) +
                     ", not for as long as it says");
            print(stdout, url->url + "\n");
            finish({});
        });
    return {};
}

Result<std::string> codeText(const Runtime& runtime, const CodeArguments& arguments)
{
    const auto& target = arguments.target;
    codegen::CodeContext context;
    context.catalog = runtime.catalog.get();
    // Code for other tools may be about profiles and regions that are not on this machine.
    std::optional<Client> client;
    if (arguments.language == codegen::Language::Curl) {
        auto opened = openClient(runtime, arguments.connection, target.service);
        if (!opened)
            return opened.error();
        client = std::move(opened).value();
        context.caller = &client->caller();
        // The command takes its keys from these variables.
        context.hasSessionToken = runtime.environment.find("AWS_SESSION_TOKEN").has_value();
    }
    const auto model = runtime.catalog->service(target.service);
    if (!model)
        return model.error();
    codegen::CodeCall call;
    call.operation = (*model)->operation(target.operation);
    if (!call.operation.valid())
        return unknownOperation(**model, target.operation);
    auto params = valuesFromJson(target.params, call.operation.input());
    if (!params)
        return params.error();
    call.params = std::move(params).value();
    call.profile = arguments.connection.profile;
    call.region = arguments.connection.region;
    call.endpointUrl = arguments.connection.endpointUrl;
    call.allPages = arguments.allPages;
    if (const auto notice = codegen::codeNotice(arguments.language, call.operation, *runtime.catalog);
        !notice.empty())
        tell("warning: " + notice);
    auto code = codegen::writeCode(arguments.language, std::move(call), context);
    if (code && !code->ends_with('\n'))
        *code += '\n';
    return code;
}

WaitCommand::WaitCommand(Runtime runtime, WaitArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> WaitCommand::begin()
{
    const auto& target = m_arguments.target;
    const auto client = openClient(m_runtime, m_arguments.connection, target.service);
    if (!client)
        return client.error();
    WaiterConfig config;
    if (m_arguments.delaySeconds)
        config.delay = std::chrono::seconds(*m_arguments.delaySeconds);
    if (m_arguments.maxAttempts)
        config.maxAttempts = static_cast<int>(*m_arguments.maxAttempts);
    // Asked for its operation, whose input says how to read the parameters.
    const auto known = client->waiter(target.operation);
    if (!known)
        return known.error();
    const auto operation = client->model().operation((*known)->model().operation);
    auto params = valuesFromJson(target.params, operation.input());
    if (!params)
        return params.error();
    auto waiter = client->waiter(target.operation, std::move(params).value(), config);
    if (!waiter)
        return waiter.error();
    m_waiter = std::move(waiter).value();
    connect(m_waiter.get(), &Waiter::finished, this, [this] {
        const auto& result = m_waiter->result();
        finish(result ? Result<void>() : Result<void>(result.error()));
    });
    m_waiter->start();
    return {};
}

} // namespace inia::cli
