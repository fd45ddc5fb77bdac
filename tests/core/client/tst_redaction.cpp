#include "core/common/redaction.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_Redaction final : public QObject {
    Q_OBJECT

private slots:
    void headers();
    void urls();
    void canonicalRequests();
};

void tst_Redaction::headers()
{
    QCOMPARE(redactHeaderValue("X-Amz-Security-Token", "t"), std::string("(redacted)"));
    QCOMPARE(redactHeaderValue("cookie", "a=b"), std::string("(redacted)"));
    QCOMPARE(redactHeaderValue("Content-Type", "text/plain"), std::string("text/plain"));
    QCOMPARE(redactHeaderValue("Authorization", "AWS4-HMAC-SHA256 Credential=A/1/r/s3/aws4_request, "
                                                "SignedHeaders=host, Signature=abcdef"),
             std::string("AWS4-HMAC-SHA256 Credential=A/1/r/s3/aws4_request, SignedHeaders=host, "
                         "Signature=(redacted)"));
    QCOMPARE(redactHeaderValue("Authorization", "Bearer abc"), std::string("(redacted)"));
}

void tst_Redaction::urls()
{
    QCOMPARE(redactUrl("https://h/p?a=1&X-Amz-Signature=ff&X-Amz-Security-Token=tt&b"),
             std::string("https://h/p?a=1&X-Amz-Signature=(redacted)&X-Amz-Security-Token=(redacted)&b"));
    QCOMPARE(redactUrl("https://h/p"), std::string("https://h/p"));
}

void tst_Redaction::canonicalRequests()
{
    QCOMPARE(
        redactCanonicalRequest(
            "GET\n/\nX-Amz-Security-Token=t&a=b\nhost:h\nx-amz-security-token:t\n\nhost\nhash"),
        std::string("GET\n/\nX-Amz-Security-Token=(redacted)&a=b\nhost:h\nx-amz-security-token:(redacted)\n\n"
                    "host\nhash"));
}

INIA_TEST_CLASS(tst_Redaction, QCoreApplication)
#include "tst_redaction.moc"
