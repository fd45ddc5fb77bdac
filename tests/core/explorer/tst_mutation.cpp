#include "core/jmespath/jsontext.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "tests/core/explorer/explorerfixture.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

namespace {

/// Every call that a document offers, by where it stands, with its sources.
std::map<std::string, std::string> callsOf(const Value& document)
{
    std::map<std::string, std::string> calls;
    const auto add = [&calls](const std::string& place, const Value& call) {
        if (!call.isNull())
            calls[place + '/' + call["op"].text()] = jmespath::jsonText(call["with"]);
    };
    for (const auto& list : document["lists"].items())
        add(list["under"].text() + "/list", list);
    for (const auto& [noun, type] : document["types"].members()) {
        for (const auto* part : {"load", "fillIn", "tagsFrom"})
            add(noun + '/' + part, type[part]);
        for (const auto* part : {"details", "actions"}) {
            for (const auto& entry : type[part].items())
                add(noun + '/' + part, entry);
        }
    }
    return calls;
}

} // namespace

class tst_Mutation final : public QObject {
    Q_OBJECT

private slots:
    void aRenamedMemberChangesWhatUsesIt_data();
    void aRenamedMemberChangesWhatUsesIt();
};

void tst_Mutation::aRenamedMemberChangesWhatUsesIt_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("renamed");
    QTest::newRow("an id that is called otherwise") << "mq"
                                                    << "BrokerSummary"
                                                    << "BrokerId"
                                                    << "BrokerIdentifier";
    QTest::newRow("an id that is gone") << "mq"
                                        << "BrokerSummary"
                                        << "BrokerId"
                                        << "Colour";
    QTest::newRow("an ARN that is gone") << "stepfunctions"
                                         << "StateMachineListItem"
                                         << "stateMachineArn"
                                         << "colour";
    QTest::newRow("a member that nothing uses") << "mq"
                                                << "BrokerSummary"
                                                << "HostInstanceType"
                                                << "Colour";
}

void tst_Mutation::aRenamedMemberChangesWhatUsesIt()
{
    QFETCH(const QString, service);
    QFETCH(const QString, shape);
    QFETCH(const QString, member);
    QFETCH(const QString, renamed);
    const auto name = service.toStdString();
    tests::SmallModels models;
    models.models[name] = tests::botocoreFile(service, QStringLiteral("service-2"));
    models.paginators[name] = tests::botocoreFile(service, QStringLiteral("paginators-1"));
    if (models.models[name].empty())
        QSKIP("no unpacked botocore");
    const auto before = models.build(name);
    QVERIFY(before.ok());
    auto model = parseJson(models.models[name]);
    QVERIFY(model.ok());
    Value& members = model->mutableMap()["shapes"].mutableMap()[shape.toStdString()].mutableMap()["members"];
    Value changed = Value::emptyMap();
    for (const auto& [key, value] : members.members())
        changed.insert(key == member.toStdString() ? renamed.toStdString() : key, value);
    QCOMPARE(changed.size(), members.size());
    members = changed;
    models.models[name] = toJson(*model);
    const auto after = models.build(name);
    QVERIFY(after.ok());

    const auto old = callsOf(before->document);
    const auto now = callsOf(after->document);
    const auto source = '"' + (QStringLiteral("item:") + member).toStdString() + '"';
    int uses = 0;
    for (const auto& [place, with] : old) {
        const auto entry = now.find(place);
        const bool isUsed = with.find(source) != std::string::npos;
        uses += isUsed ? 1 : 0;
        // What was listed by it is not there any more, with all that it offered.
        const auto type = place.substr(0, place.find('/'));
        const bool isGone = !type.empty() && !after->document["types"].contains(type);
        if (isUsed)
            QVERIFY2(entry == now.end() || entry->second.find(source) == std::string::npos, place.c_str());
        else
            QVERIFY2(isGone || (entry != now.end() && entry->second == with), place.c_str());
    }
    QCOMPARE(uses > 0, member != QStringLiteral("HostInstanceType"));
    for (const auto& [place, with] : now) {
        const auto renamedSource = '"' + (QStringLiteral("item:") + renamed).toStdString() + '"';
        QVERIFY2(old.contains(place) || with.find(renamedSource) != std::string::npos, place.c_str());
    }
}

INIA_TEST_CLASS(tst_Mutation, QCoreApplication)
#include "tst_mutation.moc"
