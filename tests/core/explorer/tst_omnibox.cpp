#include "core/explorer/omnibox.h"
#include "core/jmespath/jsontext.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::explorer;

namespace {

/// Of a type that is empty the golden data says so; a destination without one says nothing.
Value withoutEmpty(const Value& value)
{
    if (!value.isMap())
        return value;
    Value result = Value::emptyMap();
    for (const auto& [name, member] : value.members()) {
        if (member.isText() && member.text().empty())
            continue;
        Value list = Value::emptyList();
        for (const auto& item : member.items())
            list.append(withoutEmpty(item));
        result.insert(name, member.isList() ? list : member);
    }
    return result;
}

} // namespace

class tst_Omnibox final : public QObject {
    Q_OBJECT

private slots:
    void goldenCases();
    void reads_data();
    void reads();
    void badInputLeadsNowhere_data();
    void badInputLeadsNowhere();
    void hostileTextsEnd();
    void knowsLinksByTheirForm_data();
    void knowsLinksByTheirForm();

private:
    const Omnibox m_omnibox{{"ec2", "s3", "lambda", "dynamodb"}, {"acme-data"}};
};

void tst_Omnibox::knowsLinksByTheirForm_data()
{
    QTest::addColumn<bool>("leads");
    for (const char* text : {"vpc-0123456789abcdef0", "i-0123456789abcdef0", "s3://acme/logs/",
                             "arn:aws:iam::123456789012:role/service-role/worker",
                             "arn:aws:lambda:eu-west-1:123456789012:function:f", "subnet-01234567"})
        QTest::newRow(text) << true;
    for (const char* text : {"ENABLED", "running", "t3-micro", "", "us-west-2", "123456789012", "s3://",
                             "vpc-0123456789abcdef0 and more", "arn:", "arn:aws", "Z", "2026-07-14",
                             "arn:aws:iam::123456789012:role/a\nb", "/aws/lambda/f", "lambda"})
        QTest::newRow(text) << false;
}

void tst_Omnibox::knowsLinksByTheirForm()
{
    QFETCH(const bool, leads);
    QCOMPARE(isLink(QTest::currentDataTag()), leads);
}

void tst_Omnibox::goldenCases()
{
    const auto data = tests::readJsonFile(QStringLiteral(INIA_SOURCE_DIR "/../shared/explorer/omnibox.json"));
    if (data.isNull())
        QSKIP("no golden data beside the project");
    QStringList wrong;
    for (const auto& row : data["cases"].items()) {
        const auto found = m_omnibox.parse(row["text"].text()).toValue();
        if (!(found == withoutEmpty(row["want"])))
            wrong.append(QString::fromStdString(row["text"].text() + "\n   is " + jmespath::jsonText(found) +
                                                "\n   not " + jmespath::jsonText(row["want"])));
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    QCOMPARE(data["cases"].size(), std::size_t{81});
}

void tst_Omnibox::reads_data()
{
    QTest::addColumn<QString>("place");
    const auto row = [](const char* text, const char* place) {
        QTest::newRow(text) << QString::fromLatin1(place);
    };
    row("s3://acme/a%20b?c", R"({"service":"s3","type":"object","bucket":"acme","key":"a%20b?c"})");
    row("arn:aws:s3:::acme", R"({"service":"s3","type":"bucket","bucket":"acme"})");
    row("<arn:aws:iam::123456789012:role/a/b>",
        R"({"service":"iam","type":"role","id":"b","account":"123456789012"})");
    row("arn:aws:lambda:eu-west-1:123456789012:function:f",
        R"({"service":"lambda","type":"function","id":"f","region":"eu-west-1","account":"123456789012"})");
    row("arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q",
        R"({"service":"sqs","type":"queue","id":"q","region":"us-gov-west-1","account":"123456789012","partition":"aws-us-gov"})");
    row("https://eu-west-1.console.aws.amazon.com/eks/home?region=eu-west-1#/clusters/prod",
        R"({"service":"eks","type":"cluster","id":"prod","region":"eu-west-1"})");
    row("https://eu-west-1.console.aws.amazon.com/kms/home?region=eu-west-1#/kms/keys/1234-abcd",
        R"({"service":"kms","type":"key","id":"1234-abcd","region":"eu-west-1"})");
    row("https://eu-west-1.console.aws.amazon.com/secretsmanager/secret?name=a%2Fb&region=eu-west-1",
        R"({"service":"secretsmanager","type":"secret","id":"a/b","region":"eu-west-1"})");
    row("https://abc123.lambda-url.eu-west-1.on.aws/",
        R"({"service":"lambda","type":"functionurlconfig","id":"https://abc123.lambda-url.eu-west-1.on.aws/","region":"eu-west-1"})");
    row("https://a1b2.execute-api.eu-west-1.amazonaws.com/prod",
        R"({"service":"apigateway","type":"restapi","id":"a1b2","region":"eu-west-1"})");
    row("vpc-0a1b2c3d", R"({"service":"ec2","type":"vpc","id":"vpc-0a1b2c3d"})");
    // A form that is nearly an id's is a word.
    row("vpc-0a1", R"({"search":"vpc-0a1"})");
    // The password goes, and so does a signature.
    row("https://ann:secret@sqs.eu-west-1.amazonaws.com/1/q?X-Amz-Signature=abc",
        R"({"service":"sqs","type":"queue","id":"https://sqs.eu-west-1.amazonaws.com/1/q","region":"eu-west-1"})");
    // Wrong percent-encoding stays as it is.
    row("https://acme.s3.amazonaws.com/a%zzb%4",
        R"({"service":"s3","type":"object","bucket":"acme","key":"a%zzb%4"})");
}

void tst_Omnibox::reads()
{
    QFETCH(const QString, place);
    QCOMPARE(QString::fromStdString(jmespath::jsonText(m_omnibox.parse(QTest::currentDataTag()).toValue())),
             place);
}

void tst_Omnibox::badInputLeadsNowhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << "";
    QTest::newRow("blanks and quotes") << " \"'\" ";
    QTest::newRow("too long") << QString(8193, u'a');
    QTest::newRow("an ARN with fewer parts") << "arn:aws:iam::1:user/a";
    QTest::newRow("an ARN of two lines") << "arn:aws:iam::123456789012:user/a\nb";
    QTest::newRow("another host") << "https://console.aws.amazon.com.example.org/ec2";
    QTest::newRow("a host that begins so") << "https://s3.amazonaws.com.example.org/acme/x";
    QTest::newRow("no host") << "https://";
    QTest::newRow("a portal that leads to a portal")
        << "https://a.awsapps.com/start/#/console?destination=https%3A%2F%2Fa.awsapps.com%2Fstart";
    QTest::newRow("an unknown service") << "nosuch://a";
    QTest::newRow("a bucket with a blank") << "s3://a b/c";
}

void tst_Omnibox::badInputLeadsNowhere()
{
    QFETCH(const QString, text);
    const auto destination = m_omnibox.parse(text.toStdString());
    QVERIFY(destination.leadsNowhere());
    QVERIFY(destination.service.empty());
}

void tst_Omnibox::hostileTextsEnd()
{
    // Halves and doublings of what is right: no crash, and an answer of some kind.
    for (const auto* text :
         {"arn:aws:logs:us-west-2:123456789012:log-group:/a:log-stream:b",
          "https://us-west-2.console.aws.amazon.com/cloudwatch/home?region=us-west-2#logsV2:"
          "log-groups/log-group/$252Fa/log-events/b$3Fc",
          "https://acme.s3.dualstack.us-west-2.amazonaws.com/k%20?x=%", "s3://acme/\xff\xfe"}) {
        const std::string whole(text);
        for (std::size_t i = 0; i <= whole.size(); ++i) {
            const auto part = m_omnibox.parse(whole.substr(0, i)).toValue();
            QVERIFY(part.size() > 0 || i == 0);
            QVERIFY(m_omnibox.parse(whole.substr(i) + whole).toValue().size() > 0);
        }
    }
}

INIA_TEST_CLASS(tst_Omnibox, QCoreApplication)
#include "tst_omnibox.moc"
