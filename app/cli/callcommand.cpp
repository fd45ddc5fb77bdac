#include "app/cli/callcommand.h"

#include "app/cli/connection.h"
#include "app/cli/output.h"
#include "core/http/fieldtext.h"
#include "core/observe/exchangelog.h"
#include "core/observe/fileexport.h"
#include "core/observe/harfile.h"

#include <QtCore/QMetaObject>

namespace inia::cli {

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

} // namespace inia::cli
