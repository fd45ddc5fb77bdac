#include "core/model/catalog.h"
#include "core/protocol/protocols.h"
#include "core/protocol/validator.h"
#include "core/session/session.h"
#include "tests/support/fakeclock.h"
#include "tests/support/sampleparams.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

namespace {

/// These stream in both directions at once, which HTTP/1.1 cannot; refused with a sentence that says so.
constexpr std::size_t twoWayStreams = 5;

} // namespace

/// Every operation of every service, with parameters made from its model.
class tst_EveryOperation final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void serializes();
    void isAddressedAndSigned();

private:
    std::optional<TestSession> m_session;
};

void tst_EveryOperation::initTestCase()
{
    if (!hasModelPack())
        QSKIP("no model pack: set INIA_MODEL_PACK or build it (packaging/fetch-models.sh)");
    auto session = makeTestSession({{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"},
                                    {"AWS_BEARER_TOKEN_ACCOUNT_ACCESS", "token"},
                                    {"AWS_BEARER_TOKEN_CODECATALYST", "token"}});
    QVERIFY(session.ok());
    m_session = std::move(session).value();
}

void tst_EveryOperation::serializes()
{
    std::size_t count = 0;
    for (const auto& service : m_session->session.catalog()->services()) {
        const auto model = m_session->session.catalog()->service(service).value();
        const auto* protocol = protocolByName(model->protocol());
        QVERIFY2(protocol, service.c_str());
        for (const auto& [name, node] : model->operations().members()) {
            const auto operation = model->operation(name);
            const Value params = sampleParams(operation);
            const std::string where = service + ' ' + std::string(name) + ": ";
            const auto valid = validateParameters(operation, params);
            QVERIFY2(valid.ok(), valid ? "" : (where + valid.error().message).c_str());
            const auto request = protocol->serializer.serialize(operation, params);
            QVERIFY2(request.ok(), request ? "" : (where + request.error().message).c_str());
            ++count;
        }
    }
    QVERIFY2(count > 19'000, "the pack does not hold all services");
}

void tst_EveryOperation::isAddressedAndSigned()
{
    std::size_t refused = 0;
    for (const auto& service : m_session->session.catalog()->services()) {
        const auto client = m_session->session.client(service);
        QVERIFY2(client.ok(), service.c_str());
        std::vector<ReplyPtr> replies;
        CallOptions options;
        options.dryRun = true;
        for (const auto& [name, node] : client->model().operations().members())
            replies.push_back(client->call(name, sampleParams(client->model().operation(name)), options));
        for (const auto& reply : replies) {
            QTRY_VERIFY(reply->isFinished());
            const auto& result = reply->result();
            if (result)
                continue;
            const auto& error = result.error();
            QVERIFY2(error.code == "TwoWayStream",
                     (service + ' ' + error.operation + ": " + error.message).c_str());
            ++refused;
        }
    }
    QCOMPARE(refused, twoWayStreams);
}

INIA_TEST_CLASS(tst_EveryOperation, QCoreApplication)
#include "tst_everyoperation.moc"
