#include "app/desktop/application.h"
#include "tests/support/testmain.h"
#include "ui/browse/sessionbar.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/panels/dockpanel.h"
#include "ui/profiles/opensessiondialog.h"
#include "ui/widgets/stateview.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtGui/QScreen>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QSplitter>

#include <memory>

using namespace inia;
using namespace inia::desktop;
using namespace inia::ui;

// What the program remembers from one start to the next. Its servers are a port where nobody listens.
class tst_Restart final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void opensTheTabsWhereTheyWere();
    void asksNothingForTabsNobodyLooksAt();
    void savesWithoutSayingGoodBye();
    void opensWhatIsAskedForBesideThem();
    void leavesTabsOfOtherConfigurationsAlone();
    void opensNothingElseUnderAnEndpointOfTheCommandLine();
    void writesNoSecretDown();
    void opensRolesAgain();
    void asksNothingOnAFirstStart();
    void keepsTheLayout();
    void fitsASmallerScreen();

private:
    void writeConfig(const QByteArray& text) const;
    void writeKeys(std::initializer_list<const char*> profiles) const;
    [[nodiscard]] QByteArray settingsText() const;
    // The program anew, with the settings that the last one left.
    void start(Arguments arguments = {});
    void quit();
    [[nodiscard]] MainWindow& window() const { return m_application->window(); }
    [[nodiscard]] QStringList places() const;
    void go(const char* uri) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Application> m_application;
};

void tst_Restart::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    for (const char* name : {"AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION",
                             "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"})
        qunsetenv(name);
    qputenv("HOME", m_folder->path().toUtf8());
    qputenv("XDG_DATA_HOME", m_folder->filePath(QStringLiteral("data")).toUtf8());
    qputenv("XDG_CACHE_HOME", m_folder->filePath(QStringLiteral("cache")).toUtf8());
    qputenv("AWS_CONFIG_FILE", m_folder->filePath(QStringLiteral("config")).toUtf8());
    qputenv("AWS_SHARED_CREDENTIALS_FILE", m_folder->filePath(QStringLiteral("credentials")).toUtf8());
    qputenv("AWS_MAX_ATTEMPTS", "1");
    writeConfig("[profile one]\nregion = us-west-2\nendpoint_url = http://127.0.0.1:9\n"
                "[profile two]\nregion = eu-central-1\nendpoint_url = http://127.0.0.1:9\n");
    writeKeys({"one", "two"});
}

void tst_Restart::cleanup()
{
    m_application.reset();
    m_settings.reset();
    m_folder.reset();
}

void tst_Restart::writeConfig(const QByteArray& text) const
{
    QFile file(m_folder->filePath(QStringLiteral("config")));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
}

void tst_Restart::writeKeys(std::initializer_list<const char*> profiles) const
{
    QFile file(m_folder->filePath(QStringLiteral("credentials")));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    for (const char* profile : profiles)
        file.write(QByteArray("[") + profile +
                   "]\naws_access_key_id = AKIDMADEUP\naws_secret_access_key = an invented secret\n");
}

QByteArray tst_Restart::settingsText() const
{
    QFile file(m_folder->filePath(QStringLiteral("inia.ini")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void tst_Restart::start(Arguments arguments)
{
    quit();
    m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("inia.ini")));
    m_application = std::make_unique<Application>(*qobject_cast<QApplication*>(QCoreApplication::instance()),
                                                  arguments, *m_settings);
    m_application->start();
}

void tst_Restart::quit()
{
    m_application.reset();
    m_settings.reset();
}

QStringList tst_Restart::places() const
{
    QStringList texts;
    SessionController& sessions = m_application->sessions();
    for (int index = 0; index < sessions.count(); ++index) {
        const SessionInfo& info = sessions.at(index).info;
        texts.append(info.profile + u' ' + info.region + u' ' +
                     QString::fromStdString(window().workArea()->placeOf(index).uri()));
    }
    return texts;
}

void tst_Restart::go(const char* uri) const
{
    const auto place = Place::parse(uri);
    QVERIFY(place.ok());
    window().workArea()->current()->go(*place);
}

void tst_Restart::opensTheTabsWhereTheyWere()
{
    start({.profile = "one"});
    if (!m_application->sessions().at(0).session)
        QSKIP("no model pack");
    go("ec2://instances");
    SessionController& sessions = m_application->sessions();
    window().showTab(sessions.open({"two", "eu-west-1"}));
    go("s3://acme/logs/2026");
    window().showTab(sessions.open({"one", std::nullopt}));
    go("dynamodb://tables/orders");
    window().showTab(1);
    const QStringList before{QStringLiteral("one us-west-2 ec2://instances"),
                             QStringLiteral("two eu-west-1 s3://acme/logs/"),
                             QStringLiteral("one us-west-2 dynamodb://tables/orders")};
    start();
    QCOMPARE(places(), before);
    QCOMPARE(window().sessionBar()->currentIndex(), 1);
    QVERIFY(window().workArea()->current() != nullptr);
    window().showTab(2);
    QCOMPARE(window().workArea()->current()->navigator().current().uri(), "dynamodb://tables/orders");
    window().showTab(0);
    m_application->sessions().close(1);
    start();
    QCOMPARE(places(), QStringList({before[0], before[2]}));
    QCOMPARE(window().sessionBar()->currentIndex(), 0);
}

void tst_Restart::asksNothingForTabsNobodyLooksAt()
{
    start({.profile = "one"});
    if (!m_application->sessions().at(0).session)
        QSKIP("no model pack");
    (void)m_application->sessions().open({"two", std::nullopt});
    window().showTab(0);
    start();
    QCOMPARE(m_application->sessions().count(), 2);
    const auto callsOf = [this](const char* profile) {
        const ExchangeLog& log = *m_application->exchangeLog();
        int count = 0;
        for (std::size_t i = 0; i < log.size(); ++i)
            count += log.at(i).profile == profile ? 1 : 0;
        return count;
    };
    QTRY_VERIFY(callsOf("one") >= 2); // the buckets and the account
    QCOMPARE(callsOf("two"), 0);
    window().showTab(1);
    QTRY_VERIFY(callsOf("two") >= 2);
}

void tst_Restart::savesWithoutSayingGoodBye()
{
    start({.profile = "one"});
    if (!m_application->sessions().at(0).session)
        QSKIP("no model pack");
    go("ec2://vpcs");
    QTRY_VERIFY(settingsText().contains("ec2://vpcs"));
}

void tst_Restart::opensWhatIsAskedForBesideThem()
{
    start({.profile = "one"});
    if (!m_application->sessions().at(0).session)
        QSKIP("no model pack");
    go("iam://roles");
    const QString kept = QStringLiteral("one us-west-2 iam://roles");
    start({.profile = "two"});
    QCOMPARE(places(), QStringList({kept, QStringLiteral("two eu-central-1 s3://")}));
    QCOMPARE(window().sessionBar()->currentIndex(), 1);
    start({.profile = "one"});
    QCOMPARE(m_application->sessions().count(), 2);
    QCOMPARE(window().sessionBar()->currentIndex(), 0);
    start({.profile = "one", .region = "sa-east-1"});
    QCOMPARE(m_application->sessions().count(), 3);
    QCOMPARE(window().sessionBar()->currentIndex(), 2);
}

void tst_Restart::leavesTabsOfOtherConfigurationsAlone()
{
    start({.profile = "one"});
    if (!m_application->sessions().at(0).session)
        QSKIP("no model pack");
    go("ec2://instances");
    writeKeys({"sandbox"});
    writeConfig("[profile sandbox]\nregion = us-east-1\nendpoint_url = http://127.0.0.1:9\n");
    start({.profile = "sandbox"});
    QCOMPARE(places(), QStringList{QStringLiteral("sandbox us-east-1 s3://")});
    writeKeys({"one"});
    writeConfig("[profile one]\nregion = us-west-2\nendpoint_url = http://127.0.0.1:9\n");
    start();
    QCOMPARE(places(), QStringList{QStringLiteral("one us-west-2 ec2://instances")});
}

void tst_Restart::opensNothingElseUnderAnEndpointOfTheCommandLine()
{
    start({.profile = "one"});
    if (!m_application->sessions().at(0).session)
        QSKIP("no model pack");
    go("ec2://instances");
    start({.profile = "two", .endpointUrl = "http://127.0.0.1:9"});
    QCOMPARE(places(), QStringList{QStringLiteral("two eu-central-1 s3://")});
    start();
    QVERIFY(places().contains(QStringLiteral("one us-west-2 ec2://instances")));
}

void tst_Restart::writesNoSecretDown()
{
    start({.profile = "one"});
    if (!m_application->sessions().at(0).session)
        QSKIP("no model pack");
    go("s3://acme/page?X-Amz-Signature=0123456789abcdef&x=/below/");
    QVERIFY(window().workArea()->placeOf(0).uri().find("Signature") != std::string::npos);
    quit();
    const QByteArray text = settingsText();
    QVERIFY(text.contains("s3://acme/"));
    for (const char* secret : {"0123456789abcdef", "AKIDMADEUP", "invented"})
        QVERIFY2(!text.contains(secret), secret);
}

void tst_Restart::opensRolesAgain()
{
    start({.profile = "one"});
    if (!m_application->sessions().at(0).session)
        QSKIP("no model pack");
    const SsoRole role{"corp", "https://corp.awsapps.com/start", "eu-west-1", "123456789012", "Admin", "a b"};
    SessionController& sessions = m_application->sessions();
    window().showTab(sessions.open({"one", "eu-west-1", role}));
    go("ec2://instances");
    window().showTab(sessions.open({std::nullopt, "eu-west-2", role}));
    start();
    QCOMPARE(places(), QStringList({QStringLiteral("one us-west-2 s3://"),
                                    QStringLiteral("Admin@123456789012 eu-west-1 ec2://instances"),
                                    QStringLiteral("Admin@123456789012 eu-west-2 s3://")}));
    QCOMPARE(m_application->sessions().at(1).choice.role, role);
    QCOMPARE(m_application->sessions().at(1).choice.profile, std::optional<std::string>("one"));
    QCOMPARE(window().sessionBar()->currentIndex(), 2);
    start({.profile = "one"}); // the tab of the profile, not that of the role
    QCOMPARE(m_application->sessions().count(), 3);
    QCOMPARE(window().sessionBar()->currentIndex(), 0);
}

void tst_Restart::asksNothingOnAFirstStart()
{
    writeConfig({});
    writeKeys({});
    start();
    if (!m_application->sessions().factory().runtime())
        QSKIP("no model pack");
    const auto* dialog = window().findChild<OpenSessionDialog*>();
    QVERIFY(dialog != nullptr);
    QTRY_VERIFY(dialog->stateView()->isVisible());
    QCOMPARE(m_application->sessions().count(), 0);
    QCOMPARE(m_application->exchangeLog()->size(), std::size_t(0));
    emit dialog->stateView()->actionTriggered(QStringLiteral("noProfile"));
    QCOMPARE(m_application->sessions().count(), 1);
    QTRY_VERIFY(m_application->exchangeLog()->size() > 0);
}

void tst_Restart::keepsTheLayout()
{
    start({.profile = "one"});
    const QRect room = window().screen()->availableGeometry();
    window().resize(room.width() - 10, room.height() - 60);
    WorkArea* area = window().workArea();
    area->setTreeOpen(false);
    area->setDetailsOpen(true);
    window().dock()->setCurrentIndex(1);
    auto* body = window().inspector()->findChild<QSplitter*>();
    auto* rows = qobject_cast<QSplitter*>(window().dock()->parentWidget());
    QVERIFY(body != nullptr && rows != nullptr);
    rows->setSizes({rows->height() - 190, 190});
    const QSize size = window().size();
    const QList<int> heights = rows->sizes();
    start({.profile = "one"});
    QCOMPARE(window().size(), size);
    QVERIFY(!window().workArea()->isTreeOpen());
    QVERIFY(window().workArea()->isDetailsOpen());
    QCOMPARE(window().dock()->currentIndex(), 1);
    QTRY_COMPARE(qobject_cast<QSplitter*>(window().dock()->parentWidget())->sizes(), heights);
    window().showMaximized();
    start({.profile = "one"});
    QVERIFY(window().isMaximized());
}

void tst_Restart::fitsASmallerScreen()
{
    // As a start on a large screen leaves it.
    {
        start({.profile = "one"});
        window().setMinimumSize(0, 0);
        window().setGeometry(400, 300, 3000, 2000);
        window().workArea()->setDetailsOpen(true);
        QTRY_VERIFY(window().width() == 3000);
    }
    start({.profile = "one"});
    const QRect room = window().screen()->availableGeometry();
    QVERIFY(room.width() < 1000); // or this would say nothing
    QVERIFY2(room.contains(window().frameGeometry()),
             qPrintable(QStringLiteral("%1x%2").arg(window().width()).arg(window().height())));
    // Nothing stands out of it.
    QCoreApplication::processEvents();
    const QRect inside(QPoint(), window().size());
    for (const QWidget* part : std::initializer_list<QWidget*>{window().sessionBar(), window().workArea()})
        QVERIFY(inside.contains(QRect(part->mapTo(&window(), QPoint()), part->size())));
    QVERIFY2(window().workArea()->minimumSizeHint().width() <= window().width(),
             qPrintable(QString::number(window().workArea()->minimumSizeHint().width())));
}

INIA_TEST_CLASS(tst_Restart, QApplication)
#include "tst_restart.moc"
