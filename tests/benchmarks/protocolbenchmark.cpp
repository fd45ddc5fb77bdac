#include "core/call/clientcontext.h"
#include "core/call/requestbuilder.h"
#include "core/observe/exchangelog.h"
#include "core/protocol/validator.h"
#include "core/signing/sigv4signer.h"
#include "tests/benchmarks/benchmarks.h"
#include "tests/benchmarks/casefile.h"
#include "tests/benchmarks/measurement.h"
#include "tests/support/testsession.h"

#include <QtCore/QEventLoop>

namespace inia::benchmarks {

namespace {

constexpr Effort small{20, 500};
constexpr Effort page{20, 3};
constexpr Effort recording{60, 10};

/// One operation and its answer, step by step.
class Steps final {
public:
    Steps(const Client& client, const CaseFile& file, const Value& benchmarkCase, HttpResponse response)
        : m_protocol(*client.caller().context().protocol),
          m_operation(client.model().operation(benchmarkCase["operation"].text())),
          m_params(benchmarkCase["params"]),
          m_url(benchmarkCase["url"].text()),
          m_credentials(file.credentials()),
          m_context(CaseFile::signing(benchmarkCase)),
          m_response(std::move(response))
    {
    }

    [[nodiscard]] Result<HttpRequest> serialize() const
    {
        if (auto valid = validateParameters(m_operation, m_params); !valid)
            return valid.error();
        auto serialized = m_protocol.serializer.serialize(m_operation, m_params);
        if (!serialized)
            return serialized.error();
        return HttpRequest{serialized->method, joinUrl(m_url, *serialized), std::move(serialized->headers),
                           std::move(serialized->body), nullptr};
    }
    [[nodiscard]] Result<void> sign(HttpRequest& request)
    {
        const auto record = m_signer.signHeaders(request, m_credentials, m_context);
        return record ? Result<void>() : Result<void>(record.error());
    }
    [[nodiscard]] Result<void> parse() const
    {
        const auto parsed = m_protocol.parser.parse(m_operation, m_response);
        if (!parsed)
            return parsed.error();
        // As the peer does, which has no lists whose items are made later.
        for (const auto& [name, value] : parsed->value.members())
            (void)value.items();
        return {};
    }
    [[nodiscard]] Result<void> all()
    {
        auto request = serialize();
        if (!request)
            return request.error();
        const auto done = sign(*request);
        return done ? parse() : done;
    }

private:
    const Protocol& m_protocol;
    OperationModel m_operation;
    Value m_params;
    std::string m_url;
    Credentials m_credentials;
    SigningContext m_context;
    HttpResponse m_response;
    SigV4Signer m_signer;
};

/// The client's whole way of a call, with a network that answers at once.
Result<void> callOnce(const tests::TestSession& session, const Client& client, const Value& benchmarkCase)
{
    session.transport->forgetRequests();
    const auto reply = client.call(benchmarkCase["operation"].text(), benchmarkCase["params"]);
    QEventLoop loop;
    QObject::connect(reply.get(), &Reply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return reply->result() ? Result<void>() : Result<void>(reply->result().error());
}

Result<void> measureCase(const tests::TestSession& session, const CaseFile& file, const Value& benchmarkCase,
                         Value::List& rows)
{
    const auto client = session.session.client(benchmarkCase["service"].text());
    if (!client)
        return client.error();
    const auto response = file.response(benchmarkCase);
    if (!response)
        return response.error();
    Steps steps(*client, file, benchmarkCase, *response);
    session.transport->setHandler([&](const HttpRequest&) { return *response; });
    if (auto works = steps.all(); !works)
        return works;
    if (auto works = callOnce(session, *client, benchmarkCase); !works)
        return works;
    const std::string name = benchmarkCase["name"].text();
    const auto add = [&](const char* step, const Measurement& measured) {
        rows.push_back(measured.row(name + ": " + step));
    };
    add("serialize and sign", Measurement::of(small, [&](int) {
            auto request = steps.serialize();
            (void)steps.sign(*request);
        }));
    add("parse", Measurement::of(page, [&](int) { (void)steps.parse(); }));
    add("serialize, sign, parse", Measurement::of(page, [&](int) { (void)steps.all(); }));
    add("whole call", Measurement::of(page, [&](int) { (void)callOnce(session, *client, benchmarkCase); }));
    return {};
}

/// The whole call with its record and without, a round of each in turn: they see the same machine.
Result<void> measureRecording(const tests::TestSession& session, const CaseFile& file,
                              const Value& benchmarkCase, Value::List& rows)
{
    const auto client = session.session.client(benchmarkCase["service"].text());
    if (!client)
        return client.error();
    const auto response = file.response(benchmarkCase);
    if (!response)
        return response.error();
    session.transport->setHandler([&](const HttpRequest&) { return *response; });
    if (auto works = callOnce(session, *client, benchmarkCase); !works)
        return works;
    Measurement unrecorded;
    Measurement recorded;
    for (int round = 0; round < recording.rounds; ++round) {
        for (auto* measurement : {&unrecorded, &recorded}) {
            session.log->clear();
            session.log->setRecording(measurement == &recorded);
            measurement->add(recording.runs, [&](int) { (void)callOnce(session, *client, benchmarkCase); });
        }
    }
    const std::string name = benchmarkCase["name"].text();
    rows.push_back(unrecorded.row(name + ": unrecorded"));
    rows.push_back(recorded.row(name + ": recorded"));
    return {};
}

using Measure = Result<void> (*)(const tests::TestSession& session, const CaseFile& file,
                                 const Value& benchmarkCase, Value::List& rows);

Result<Value> measureAll(const QStringList& arguments, Measure measure)
{
    const auto file = CaseFile::read(arguments.first());
    if (!file)
        return file.error();
    const auto session = tests::makeTestSession();
    if (!session)
        return session.error();
    Value::List rows;
    for (const auto& benchmarkCase : file->cases("protocol")) {
        if (auto measured = measure(*session, *file, benchmarkCase, rows); !measured)
            return measured.error();
    }
    return Value(std::move(rows));
}

} // namespace

Result<Value> benchmarkProtocol(const QStringList& arguments)
{
    return measureAll(arguments, measureCase);
}

Result<Value> benchmarkRecord(const QStringList& arguments)
{
    return measureAll(arguments, measureRecording);
}

} // namespace inia::benchmarks
