#include "core/common/redaction.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_Redaction final : public QObject {
    Q_OBJECT

private slots:
    void headers();
    void spans_data();
    void spans();
    void urls_data();
    void urls();
    void texts_data();
    void texts();
    void leavesAlone_data();
    void leavesAlone();
    void decodes_data();
    void decodes();
    void knowsWhereDecodedTextsCameFrom();
    void seesUnusualEscapesAnywhere_data();
    void seesUnusualEscapesAnywhere();
};

void tst_Redaction::headers()
{
    QCOMPARE(redactHeaderValue("X-Amz-Security-Token", "t"), std::string("(redacted)"));
    QCOMPARE(redactHeaderValue("cookie", "a=b"), std::string("(redacted)"));
    QCOMPARE(redactHeaderValue("x-amz-meta-db-password", "a"), std::string("(redacted)"));
    QCOMPARE(redactHeaderValue("Content-Type", "text/plain"), std::string("text/plain"));
    QCOMPARE(redactHeaderValue("Authorization", "AWS4-HMAC-SHA256 Credential=A/1/r/s3/aws4_request, "
                                                "SignedHeaders=host, Signature=abcdef"),
             std::string("AWS4-HMAC-SHA256 Credential=A/1/r/s3/aws4_request, SignedHeaders=host, "
                         "Signature=(redacted)"));
    QCOMPARE(redactHeaderValue("Authorization", "Bearer abc"), std::string("(redacted)"));
    QCOMPARE(redactHeaderValue("Location", "https://h/k?X-Amz-Expires=9&X-Amz-Signature=abc"),
             std::string("https://h/k?X-Amz-Expires=9&X-Amz-Signature=(redacted)"));
}

void tst_Redaction::spans_data()
{
    QTest::addColumn<std::vector<TextSpan>>("spans");
    QTest::addColumn<QString>("expected");
    using Spans = std::vector<TextSpan>;
    QTest::newRow("none") << Spans{} << "0123456789";
    QTest::newRow("one") << Spans{{2, 4}} << "01(redacted)456789";
    QTest::newRow("first and last") << Spans{{9, 10}, {0, 1}} << "(redacted)12345678(redacted)";
    QTest::newRow("overlap") << Spans{{4, 8}, {2, 5}} << "01(redacted)89";
    QTest::newRow("one in another") << Spans{{3, 4}, {2, 8}, {6, 7}} << "01(redacted)89";
    QTest::newRow("touch") << Spans{{2, 4}, {4, 6}} << "01(redacted)6789";
    QTest::newRow("empty") << Spans{{2, 2}} << "0123456789";
}

void tst_Redaction::spans()
{
    QFETCH(const std::vector<TextSpan>, spans);
    QTEST(QString::fromStdString(replaceSpans("0123456789", spans)), "expected");
}

void tst_Redaction::urls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << "https://h/p"
                             << "https://h/p";
    QTest::newRow("Signature Version 4")
        << "https://h/p?a=1&X-Amz-Signature=ff&X-Amz-Security-Token=tt&b"
        << "https://h/p?a=1&X-Amz-Signature=(redacted)&X-Amz-Security-Token=(redacted)&b";
    QTest::newRow("Signature Version 2") << "http://b.s3/k?AWSAccessKeyId=A&Signature=a%2Fb%3D&Expires=1"
                                         << "http://b.s3/k?AWSAccessKeyId=A&Signature=(redacted)&Expires=1";
    QTest::newRow("CloudFront") << "https://d/k?Policy=p&Signature=s-&Key-Pair-Id=K"
                                << "https://d/k?Policy=p&Signature=(redacted)&Key-Pair-Id=K";
    QTest::newRow("in a URL") << "https://h/?to=https%3A%2F%2Fi%2F%3FX-Amz-Signature%3Dff%26b%3D1"
                              << "https://h/?to=https%3A%2F%2Fi%2F%3FX-Amz-Signature%3D(redacted)%26b%3D1";
    QTest::newRow("by its name") << "https://h/?access_token=abc&nextToken=n"
                                 << "https://h/?access_token=(redacted)&nextToken=n";
    QTest::newRow("password") << "http://anna:Winter@127.0.0.1:9000/p@q"
                              << "http://(redacted)@127.0.0.1:9000/p@q";
    QTest::newRow("escaped password") << "http://anna:Win%2Fter%40@h/"
                                      << "http://(redacted)@h/";
    QTest::newRow("user alone") << "https://ghp_token@h/x"
                                << "https://(redacted)@h/x";
}

void tst_Redaction::urls()
{
    QFETCH(const QString, url);
    QTEST(QString::fromStdString(redactUrl(url.toStdString())), "expected");
    QFETCH(const QString, expected); // a second time changes nothing
    QCOMPARE(QString::fromStdString(redactUrl(expected.toStdString())), expected);
}

void tst_Redaction::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("canonical request")
        << "GET\n/\nX-Amz-Security-Token=t&a=b\nhost:h\nx-amz-security-token:t\n\nhost\nhash"
        << "GET\n/"
           "\nX-Amz-Security-Token=(redacted)&a=b\nhost:h\nx-amz-security-token:(redacted)\n\nhost\nhash";
    QTest::newRow("canonical request in JSON")
        << R"({"message":"should have been\n'GET\n/\nhost:h\nx-amz-security-token:a\/b\n\nhost'"})"
        << R"({"message":"should have been\n'GET\n/\nhost:h\nx-amz-security-token:(redacted)\n\nhost'"})";
    QTest::newRow("canonical request in XML")
        << "<Message>host:h&#10;x-amz-security-token:abc&#xA;</Message>"
        << "<Message>host:h&#10;x-amz-security-token:(redacted)</Message>";
    QTest::newRow("URL in a sentence") << "cannot follow https://h/?X-Amz-Signature=ff to b"
                                       << "cannot follow https://h/?X-Amz-Signature=(redacted) to b";
    QTest::newRow("URL in XML") << "<To>https://h/?a=b&amp;Signature=ff&amp;c=d</To>"
                                << "<To>https://h/?a=b&amp;Signature=(redacted)&amp;c=d</To>";
    QTest::newRow("URL in JSON")
        << R"({"u":"http:\/\/a:b@h\/?a=b\u0026X-Amz-Signature=ff\u0026c"})"
        << R"({"u":"http:\/\/(redacted)@h\/?a=b\u0026X-Amz-Signature=(redacted)\u0026c"})";
    QTest::newRow("header") << "sent Authorization: Bearer abc\nto h"
                            << "sent Authorization: (redacted)\nto h";
    QTest::newRow("member of JSON") << R"x({"User": "u", "ClientSecret" : "a\"b", "NextToken": "n"})x"
                                    << R"x({"User": "u", "ClientSecret" : "(redacted)", "NextToken": "n"})x";
    QTest::newRow("JSON in JSON") << R"x({"body":"{\"password\":\"abc\",\"b\":1}"})x"
                                  << R"x({"body":"{\"password\":\"(redacted)\",\"b\":1}"})x";
    QTest::newRow("element of XML")
        << "<a><MasterUserPassword>abc</MasterUserPassword><Name>n</Name></a>"
        << "<a><MasterUserPassword>(redacted)</MasterUserPassword><Name>n</Name></a>";
    QTest::newRow("pair") << "jdbc:db://h/?user=u&password=abc"
                          << "jdbc:db://h/?user=u&password=(redacted)";
}

void tst_Redaction::texts()
{
    QFETCH(const QString, text);
    QTEST(QString::fromStdString(redactText(text.toStdString())), "expected");
}

void tst_Redaction::leavesAlone_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("sentence") << "The security token: it is included in the request and has expired";
    QTest::newRow("ARN") << "no access to arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf";
    QTest::newRow("time") << "2026-01-02T03:04:05Z at http://h:8080/p";
    QTest::newRow("base64") << "cGFzcw==, dG9rZW49";
    QTest::newRow("structure") << "<Credentials>\n  <AccessKeyId>AKIA</AccessKeyId>\n</Credentials>";
    QTest::newRow("empty") << R"(<Password/><Password></Password>{"Password": "", "Password": null})";
    QTest::newRow("e-mail address") << "mail to anna@example.com or https://h/?to=anna@example.com";
}

void tst_Redaction::leavesAlone()
{
    QFETCH(const QString, text);
    QCOMPARE(QString::fromStdString(redactText(text.toStdString())), text);
}

void tst_Redaction::decodes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("JSON") << R"(a\/b\u002fc\x2Fd\"\\)"
                          << R"(a/b/c/d"\)";
    QTest::newRow("characters beyond the first plane") << R"(\ud83d\ude00 \u00e9)" << QStringLiteral("😀 é");
    QTest::newRow("URL") << "a%2fb%2Fc%C3%A9" << QStringLiteral("a/b/cé");
    QTest::newRow("XML") << "a&#x2F;b&#47;c&amp;d&lt;&quot;&#233;" << QStringLiteral("a/b/c&d<\"é");
    QTest::newRow("one in another") << "a%252fb&amp;#x2F;c\\\\u002fd"
                                    << "a/b/c/d";
    QTest::newRow("no escapes") << "100% of R&D \\q &nothing; %zz &#; %"
                                << "100% of R&D \\q &nothing; %zz &#; %";
}

void tst_Redaction::decodes()
{
    QFETCH(const QString, text);
    QTEST(QString::fromStdString(fullyDecoded(text.toStdString())), "expected");
}

void tst_Redaction::seesUnusualEscapesAnywhere_data()
{
    QTest::addColumn<bool>("expected");
    for (const char* text : {"\\u0061", "\\x41", "\\/", "%2f", "%2F", "&#47;", "&amp;#x2F;", "&amp;amp;#47;"})
        QTest::newRow(text) << true;
    for (const char* text :
         {"\\n", "\\\"", "\\\\", "%", "%2", "%zz", "&quot;", "&apos;", "&amp;", "&amp;lt;", "u", "#"})
        QTest::newRow(text) << false;
}

void tst_Redaction::seesUnusualEscapesAnywhere()
{
    QFETCH(const bool, expected);
    const std::string text = QTest::currentDataTag();
    for (std::size_t before = 0; before < 80; ++before) {
        for (std::size_t after = 0; after < 80; ++after) {
            const std::string whole = std::string(before, '.') + text + std::string(after, '.');
            QVERIFY2(hasUnusualEscapes(whole) == expected, whole.c_str());
            const auto decoded = DecodedText::of(whole);
            if (expected) {
                QVERIFY(decoded);
                QVERIFY2(decoded->origin({before, before + 1}) ==
                             (TextSpan{before,
                                       before + text.size() - (decoded->text().size() - before - after - 1)}),
                         whole.c_str());
            }
        }
    }
}

void tst_Redaction::knowsWhereDecodedTextsCameFrom()
{
    const std::string text = R"(x%255cu002fy\u00e9z)";
    auto decoded = DecodedText::of(text);
    QVERIFY(decoded);
    decoded = decoded->again();
    QVERIFY(decoded);
    decoded = decoded->again();
    QVERIFY(decoded);
    QCOMPARE(decoded->text(), std::string("x/y\xc3\xa9z"));
    QVERIFY(!decoded->again());
    QCOMPARE(decoded->origin({1, 2}), (TextSpan{1, 11}));
    QCOMPARE(decoded->origin({3, 4}), (TextSpan{12, 18})); // half a character is the whole escape
    QCOMPARE(decoded->origin({0, 6}), (TextSpan{0, text.size()}));
    QCOMPARE(decoded->origin({6, 6}), TextSpan());
}

INIA_TEST_CLASS(tst_Redaction, QCoreApplication)
#include "tst_redaction.moc"
