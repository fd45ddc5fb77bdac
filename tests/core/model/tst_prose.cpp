#include "core/model/names.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

class tst_Prose final : public QObject {
    Q_OBJECT
private slots:
    void textOfHtml_data();
    void textOfHtml();
};

void tst_Prose::textOfHtml_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("plain") << "as it is"
                           << "as it is";
    QTest::newRow("paragraphs") << "<p>One\n   two.</p> <p>Three.</p>"
                                << "One two.\n\nThree.";
    QTest::newRow("inline tags") << "<p>Use <code>Key</code> and <b>not</b> <a href=\"x?a=b\">this</a>.</p>"
                                 << "Use Key and not this.";
    QTest::newRow("list")
        << "<p>One of</p><ul> <li> <p>first</p> </li> <li><p>second <i>x</i></p></li> </ul><p>End</p>"
        << "One of\n\n- first\n\n- second x\n\nEnd";
    QTest::newRow("tight list") << "<ul><li>a</li><li>b</li></ul>"
                                << "- a\n- b";
    QTest::newRow("references") << "a &lt;b&gt; &amp;&#39;&#x2014;&quot; &unknown; & c; &#xD800;"
                                << QString::fromUtf8("a <b> &'\u2014\" &unknown; & c; &#xD800;");
    QTest::newRow("comment") << "a<!-- b -->c"
                             << "ac";
    QTest::newRow("unclosed tag") << "a < b"
                                  << "a < b";
    QTest::newRow("line break") << "a<br/>b<BR>c"
                                << "a\nb\nc";
    QTest::newRow("UTF-8") << QString::fromUtf8("<p>é \u2028 \U0001F98A</p>")
                           << QString::fromUtf8("é \u2028 \U0001F98A");
}

void tst_Prose::textOfHtml()
{
    QFETCH(QString, html);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(plainText(html.toStdString())), text);
}

INIA_TEST_CLASS(tst_Prose, QCoreApplication)
#include "tst_prose.moc"
