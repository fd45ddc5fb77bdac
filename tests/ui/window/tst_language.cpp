#include "app/desktop/commandline.h"
#include "tests/support/testmain.h"
#include "tests/ui/pseudolocale.h"
#include "tests/ui/window/windowtest.h"
#include "ui/browse/collectionview.h"
#include "ui/browse/objectspage.h"
#include "ui/browse/resourcespage.h"
#include "ui/browse/servicekit.h"
#include "ui/commands/commandtable.h"
#include "ui/finder/finderpopup.h"
#include "ui/finder/windowfinder.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/models/displaytext.h"
#include "ui/models/transfermodel.h"
#include "ui/widgets/treeview.h"

#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDialog>

#include <algorithm>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using desktop::Language;

/// The window in another language than that of its sources.
class TestLanguage final : public WindowTest {
    Q_OBJECT

private slots:
    void isThatOfTheDesktop();
    void germanIsSpoken();
    void everyWordIsTranslated();
};

void TestLanguage::isThatOfTheDesktop()
{
    QCOMPARE(Language::known().first(), QStringLiteral("en"));
    if (!Language::known().contains(QStringLiteral("de")))
        QSKIP("The program was built without lrelease.");
    QCOMPARE(Language::of({QStringLiteral("de-AT"), QStringLiteral("en-US")}), QStringLiteral("de"));
    QCOMPARE(Language::of({QStringLiteral("fr-FR"), QStringLiteral("de"), QStringLiteral("en")}),
             QStringLiteral("de"));
    QCOMPARE(Language::of({QStringLiteral("fr-FR")}), QStringLiteral("en"));
    QCOMPARE(Language::of({QStringLiteral("C")}), QStringLiteral("en"));
}

void TestLanguage::germanIsSpoken()
{
    if (!Language::known().contains(QStringLiteral("de")))
        QSKIP("The program was built without lrelease.");
    const QTimeZone utc = QTimeZone::utc();
    constexpr qint64 julyThe14th = 1'784'023'200'000;
    {
        Language language;
        language.install(QStringLiteral("de"));
        QCOMPARE(commandOf(CommandId::Reload).title(), QStringLiteral("Neu laden"));
        QCOMPARE(countText(3000), QStringLiteral("3.000"));
        QCOMPARE(sizeText(4200), QStringLiteral("4,1 KB"));
        QCOMPARE(byteText(4200), QStringLiteral("4,1 KB"));
        QCOMPARE(dateText(julyThe14th, utc), QStringLiteral("14. Jul 2026, 10:00"));
        QCOMPARE(exactSizeText(1), QStringLiteral("1 Byte"));
    }
    QCOMPARE(commandOf(CommandId::Reload).title(), QStringLiteral("Reload"));
    QCOMPARE(countText(3000), QStringLiteral("3,000"));
    QCOMPARE(dateText(julyThe14th, utc), QStringLiteral("14 Jul 2026, 10:00"));
}

void TestLanguage::everyWordIsTranslated()
{
    const PseudoLocale language;
    if (!makeWindow())
        return;
    m_fixture->s3.addBucket("acme-data", {"top.txt", "logs/a.txt"});
    m_fixture->services.setPages("DescribeInstances", {instancesAnswer({{"i-1", "web"}, {"i-2", "worker"}})});
    m_fixture->window().resize(1440, 900);
    openSession();
    auto* view = m_fixture->view();
    QTRY_COMPARE(view->centre()->pageOf<ResourcesPage>().view()->model().rowCount(), 1);
    // What the account and the API call things, and what a title is made of.
    const QSet<QString> names{QStringLiteral("one · us-west-2 — Inia"),
                              QStringLiteral("arn:aws:iam::123456789012:user/tester"),
                              QStringLiteral("acme-data"),
                              QStringLiteral("Name"),
                              QStringLiteral("Created"),
                              QStringLiteral("ec2"),
                              QStringLiteral("Instance"),
                              QStringLiteral("Instances"),
                              QStringLiteral("Instance id"),
                              QStringLiteral("Type")};
    QStringList problems;
    const auto look = [&](const char* where) {
        QCoreApplication::processEvents();
        const QString place = QString::fromLatin1(where) + QStringLiteral(": ");
        for (const QWidget* window : QApplication::topLevelWidgets()) {
            if (!window->isVisible())
                continue;
            for (const QString& text : plainTexts(*window)) {
                if (!names.contains(text))
                    problems.append(place + text + QStringLiteral(" is not translated"));
            }
            for (const QString& text : cutTexts(*window))
                problems.append(place + text + QStringLiteral(" is cut"));
        }
    };
    look("buckets");
    enterPath(QStringLiteral("s3://acme-data/"));
    QTRY_COMPARE(m_fixture->objects().rowCount(), 2);
    look("objects");
    enterPath(QStringLiteral("ec2://instances"));
    QTRY_COMPARE(view->centre()->pageOf<ResourcesPage>().view()->model().rowCount(), 2);
    look("instances");
    const QSet<CommandId> opensWindow{CommandId::ShowKeys, CommandId::OpenSession, CommandId::ChooseColumns,
                                      CommandId::ExplainSession};
    for (const CommandId id :
         {CommandId::Palette, CommandId::ShowKeys, CommandId::OpenSession, CommandId::ChooseColumns,
          CommandId::AccountsAndRoles, CommandId::ExplainSession, CommandId::ShowTransfers,
          CommandId::ShowInspector, CommandId::OpenConsole}) {
        m_fixture->window().commands().run(id);
        const auto windows = QApplication::topLevelWidgets();
        const auto open = std::count_if(windows.begin(), windows.end(), [](const QWidget* window) {
            return window->isVisible() && window->isWindow();
        });
        QVERIFY2(open > 1 || !opensWindow.contains(id), commandOf(id).name);
        look(commandOf(id).name);
        if (id == CommandId::ShowInspector) {
            auto* inspector = m_fixture->window().inspector();
            if (!inspector->isVisible())
                m_fixture->window().commands().run(id); // it was there, and the command has closed it
            QVERIFY(inspector->isVisible());
            inspector->list()->setCurrentIndex(inspector->list()->model()->index(0, 0));
            look("call");
        }
        for (auto* dialog : m_fixture->window().findChildren<QDialog*>())
            dialog->close();
        if (auto* popup = m_fixture->window().finder().popup(); popup != nullptr && popup->isVisible())
            popup->close();
    }
    for (const QString& text : language.unknown())
        problems.append(text + QStringLiteral(" is in no catalogue"));
    problems.removeDuplicates();
    for (const QString& problem : problems)
        qWarning().noquote() << problem;
    QCOMPARE(problems.size(), 0);
}

INIA_TEST_CLASS(TestLanguage, QApplication)
#include "tst_language.moc"
