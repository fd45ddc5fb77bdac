#include "core/config/profilefile.h"
#include "core/identity/keystore.h"
#include "core/model/catalog.h"
#include "tests/support/faketransport.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/profiles/opensessiondialog.h"
#include "ui/profiles/profiledialog.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

#include <algorithm>
#include <map>
#include <memory>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

namespace {

bool hasText(const QWidget& widget, const QString& text)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&text](const QLabel* label) {
        return label->isVisible() && label->text().contains(text);
    });
}

QString rowText(const ProfileRow& row)
{
    return QStringList{row.name, accountText(row.account), row.role, row.region, row.way}.join(u'|');
}

// A keychain that everybody sees.
class OpenKeyStore final : public KeyStore {
public:
    std::map<std::string, std::string> texts;
    std::optional<Error> problem;

    void get(const std::string& name, QObject* context, TextCallback callback) override
    {
        const auto found = texts.find(name);
        answer(context, [this, callback = std::move(callback),
                         text = found == texts.end() ? Result<std::string>(makeError(ErrorKind::Credentials,
                                                                                     "NoSuchKeys", "none"))
                                                     : Result<std::string>(found->second)] {
            callback(problem ? Result<std::string>(*problem) : text);
        });
    }
    void set(const std::string& name, const std::string& text, QObject* context,
             DoneCallback callback) override
    {
        answer(context, [this, name, text, callback = std::move(callback)] {
            if (!problem)
                texts[name] = text;
            callback(problem ? Result<void>(*problem) : Result<void>());
        });
    }
    void remove(const std::string& name, QObject* context, DoneCallback callback) override
    {
        answer(context, [this, name, callback = std::move(callback)] {
            if (!problem)
                texts.erase(name);
            callback(problem ? Result<void>(*problem) : Result<void>());
        });
    }

private:
    template <typename Function>
    static void answer(QObject* context, Function function)
    {
        QMetaObject::invokeMethod(context, std::move(function), Qt::QueuedConnection);
    }
};

// The profiles of a config text, with a home for the caches.
std::vector<ProfileRow> rowsOf(const std::string& config, const std::string& credentials = {},
                               const QString& home = QStringLiteral("/nowhere"))
{
    auto context = std::make_shared<SourceContext>();
    context->environment = Environment({{"HOME", home.toStdString()}});
    auto files = ConfigFiles::parse(config, "config", credentials, "credentials");
    if (!files)
        return {};
    context->files = std::make_shared<const ConfigFiles>(std::move(files).value());
    context->clock = std::make_shared<FrozenClock>(std::chrono::system_clock::from_time_t(1767225600));
    context->store = std::make_shared<TokenStore>();
    return profileRows(context);
}

} // namespace

// Opening a session from the profiles of the config files, and making, changing and removing them there.
class TestOpenSession final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void rows_data();
    void rows();
    void marksHalfAPair();
    void states_data();
    void states();
    void keepsTheRulesOfModels();
    void findsByEveryColumn();
    void opensInANewTab();
    void saysThatThereIsNone();
    void tellsWhatCannotBeRead();
    void makesAProfile();
    void asksForWhatIsMissing();
    void takesNoNameTwice();
    void changesWhatWasChanged();
    void renames();
    void duplicates();
    void namesTheFileItDeletesFrom();
    void putsProfilesIntoFolders();
    void findsInFolders();
    void keepsWhatIsOurs();
    void writesWhatIsOurs();
    void triesWithoutWriting();
    void keepsKeysInTheKeychain();
    void movesKeysToTheKeychain();
    void writesNothingThatTheKeychainRefuses();
    void saysWhyThereIsNoKeychain();
    void deletesKeysWithTheirProfile();
    void leavesKeysThatOthersUse();
    void leavesKeysThatTheKeychainKeeps();
    void renamedProfilesKeepTheirKeys();
    void copiesGetKeysOfTheirOwn();
    void leavesTheWindowFree();

private:
    void write(const char* name, const QByteArray& text);
    [[nodiscard]] QByteArray read(const char* name) const;
    [[nodiscard]] Environment environment() const;
    [[nodiscard]] Runtime runtime() const;
    [[nodiscard]] std::unique_ptr<OpenSessionDialog> openDialog() const;
    [[nodiscard]] QLineEdit* field(ProfileDialog& dialog, const char* name) const;
    /// Of the profile that is the current one: the question, once it is there.
    [[nodiscard]] static ConfirmDialog* askToDelete(OpenSessionDialog& dialog);
    /// New keys for the profile, or for a new one.
    void storeKeys(const std::shared_ptr<OpenKeyStore>& store, std::optional<std::string> profile,
                   const char* name, const char* keyId) const;

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Appearance> m_appearance;
    std::shared_ptr<FakeTransport> m_transport;
};

void TestOpenSession::init()
{
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_home = std::make_unique<QTemporaryDir>();
    m_transport = std::make_shared<FakeTransport>();
    QVERIFY(m_home->isValid());
}

void TestOpenSession::write(const char* name, const QByteArray& text)
{
    QFile file(m_home->filePath(QString::fromLatin1(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QByteArray TestOpenSession::read(const char* name) const
{
    QFile file(m_home->filePath(QString::fromLatin1(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

Environment TestOpenSession::environment() const
{
    return Environment(
        {{"AWS_CONFIG_FILE", m_home->filePath(QStringLiteral("config")).toStdString()},
         {"AWS_SHARED_CREDENTIALS_FILE", m_home->filePath(QStringLiteral("credentials")).toStdString()}});
}

Runtime TestOpenSession::runtime() const
{
    Runtime runtime;
    runtime.environment = environment();
    runtime.clock = std::make_shared<SystemClock>();
    runtime.transport = m_transport;
    return runtime;
}

std::unique_ptr<OpenSessionDialog> TestOpenSession::openDialog() const
{
    auto dialog = std::make_unique<OpenSessionDialog>(*m_appearance, runtime());
    dialog->show();
    return QTest::qWaitFor([&dialog] { return !dialog->isBusy(); }) ? std::move(dialog) : nullptr;
}

QLineEdit* TestOpenSession::field(ProfileDialog& dialog, const char* name) const
{
    for (QLineEdit* edit : dialog.findChildren<QLineEdit*>()) {
        if (edit->accessibleName() == QLatin1String(name))
            return edit;
    }
    return nullptr;
}

void TestOpenSession::rows_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("row");
    QTest::newRow("key") << QByteArray("region=eu-west-1\naws_access_key_id=A\naws_secret_access_key=B\n")
                         << QStringLiteral("p|||eu-west-1|Access key");
    QTest::newRow("role") << QByteArray(
                                 "role_arn=arn:aws:iam::123456789012:role/team/Dev\nsource_profile=a\n")
                          << QStringLiteral("p|1234-5678-9012|Dev||Role, by a");
    QTest::newRow("sign-in") << QByteArray("sso_session=s\nsso_account_id=210987654321\nsso_role_name=Ops\n")
                             << QStringLiteral("p|2109-8765-4321|Ops||Identity Center");
    QTest::newRow("login") << QByteArray("login_session=arn:x\n") << QStringLiteral("p||||Browser sign-in");
    QTest::newRow("process") << QByteArray("credential_process=/bin/x\n") << QStringLiteral("p||||Process");
    QTest::newRow("keychain") << QByteArray("credential_process=inia-cli keychain get p\n")
                              << QStringLiteral("p||||Keychain");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("p||||");
}

void TestOpenSession::rows()
{
    QFETCH(QByteArray, config);
    QFETCH(QString, row);
    const auto rows = rowsOf("[profile p]\n" + config.toStdString() +
                             "[profile a]\n[sso-session s]\nsso_start_url=https://s\nsso_region=eu-west-1\n");
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rowText(rows.front()), row);
    QVERIFY(rows.front().problem.isEmpty());
}

void TestOpenSession::marksHalfAPair()
{
    const auto rows = rowsOf("[profile p]\ninia_production = true\n", "[p]\naws_access_key_id=A\n");
    QVERIFY(rows.front().problem.contains(QStringLiteral("redentials, line 2: aws_access_key_id")));
    QVERIFY(rows.front().production);
    QVERIFY(rows.front().readOnly);
    ProfileTableModel model;
    model.setRows(rows);
    QCOMPARE(model.index(0, ProfileTableModel::Credentials).data().toString(),
             QStringLiteral("Error, line 2"));
}

void TestOpenSession::states_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<QByteArray>("token"); // what the cache holds of the sign-in
    QTest::addColumn<QString>("text");
    const QByteArray sso("sso_session=s\nsso_account_id=210987654321\nsso_role_name=Ops\n");
    const QByteArray role("role_arn=arn:aws:iam::123456789012:role/Dev\nsource_profile=");
    const auto token = [](const char* expiry, const char* more = "") {
        return QByteArray(R"({"accessToken": "t", "expiresAt": ")") + expiry + '"' + more + '}';
    };
    QTest::newRow("not signed in") << sso << QByteArray() << QStringLiteral("Sign in needed");
    QTest::newRow("half written") << sso << QByteArray(R"({"accessToken": "t", "exp)")
                                  << QStringLiteral("Sign in needed");
    QTest::newRow("signed in") << sso << token("2026-01-01T00:42:30Z") << QStringLiteral("42 min left");
    QTest::newRow("ended") << sso << token("2025-12-31T22:00:00Z") << QStringLiteral("Ended 2 h 00 min ago");
    QTest::newRow("renewed by itself")
        << sso
        << token("2025-12-31T22:00:00Z", R"(, "refreshToken": "r", "clientId": "c", "clientSecret": "s",
                                            "registrationExpiresAt": "2026-02-01T00:00:00Z")")
        << QStringLiteral("Identity Center");
    QTest::newRow("role by a sign-in") << role + "other\n[profile other]\n" + sso
                                       << token("2026-01-01T00:42:30Z") << QStringLiteral("42 min left");
    QTest::newRow("code of a device") << role + "b\nmfa_serial=x\n[profile b]\naws_access_key_id=A\n"
                                                "aws_secret_access_key=B\n"
                                      << QByteArray() << QStringLiteral("Code needed");
    QTest::newRow("no such source") << role + "none\n" << QByteArray() << QStringLiteral("Error, line 3");
    QTest::newRow("itself") << role + "p\n" << QByteArray() << QStringLiteral("Error, line 3");
    QTest::newRow("no such sign-in") << QByteArray("sso_session=none\nsso_account_id=1\nsso_role_name=R\n")
                                     << QByteArray() << QStringLiteral("Error, line 1");
    QTest::newRow("keys and roles of each other")
        << role + "b\naws_access_key_id=A\naws_secret_access_key=B\n[profile b]\naws_access_key_id=A\n" +
               "aws_secret_access_key=B\n" + role + "p\n"
        << QByteArray() << QStringLiteral("Role, by b");
}

void TestOpenSession::states()
{
    QFETCH(QByteArray, profile);
    QFETCH(QByteArray, token);
    QFETCH(QString, text);
    // The name of the file is the SHA-1 of "s", as in the AWS CLI.
    QVERIFY(QDir().mkpath(m_home->filePath(QStringLiteral(".aws/sso/cache"))));
    if (!token.isEmpty())
        write(".aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json", token);
    ProfileTableModel model;
    model.setNow(std::chrono::system_clock::from_time_t(1767225600)); // 2026-01-01T00:00:00Z
    model.setRows(rowsOf("[profile p]\n" + profile.toStdString() +
                             "[sso-session s]\nsso_start_url=https://s\nsso_region=eu-west-1\n",
                         {}, m_home->path()));
    QCOMPARE(model.index(0, ProfileTableModel::Credentials).data().toString(), text);
}

void TestOpenSession::keepsTheRulesOfModels()
{
    ProfileTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({{.name = QStringLiteral("a")}, {.name = QStringLiteral("b")}});
    QCOMPARE(model.rowCount(), 2);
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
}

void TestOpenSession::findsByEveryColumn()
{
    write("config", "[profile one]\nregion=eu-west-1\n[profile two]\nsso_account_id=210987654321\n"
                    "sso_role_name=Ops\n[profile three]\n");
    const auto dialog = openDialog();
    for (const char* text : {"TWO", "ops", "4321", "210987654321", "2109-8765-4321", "98765", "two ops"}) {
        dialog->searchField()->setText(QString::fromLatin1(text));
        QCOMPARE(dialog->table()->model()->rowCount(), 1);
        QCOMPARE(dialog->table()->model()->index(0, 0).data().toString(), QStringLiteral("two"));
    }
    dialog->searchField()->setText(QStringLiteral("eu-west"));
    QCOMPARE(dialog->table()->model()->index(0, 0).data().toString(), QStringLiteral("one"));
}

void TestOpenSession::opensInANewTab()
{
    write("config", "[profile one]\n[profile two]\n");
    const auto dialog = openDialog();
    QSignalSpy chosen(dialog.get(), &OpenSessionDialog::chosen);
    QTest::keyClick(dialog->searchField(), Qt::Key_Down);
    QTest::keyClick(dialog->searchField(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.front(), (QVariantList{QStringLiteral("two"), true}));
}

void TestOpenSession::saysThatThereIsNone()
{
    const auto dialog = openDialog();
    QVERIFY(dialog->stateView()->isVisible());
    QVERIFY(!dialog->table()->isVisible());
}

void TestOpenSession::tellsWhatCannotBeRead()
{
    write("config", "[profile one]\nno equals sign\n");
    const auto dialog = openDialog();
    QVERIFY(dialog->stateView()->isVisible());
    const auto labels = dialog->stateView()->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->text().contains(QStringLiteral("line 2"));
    }));
}

void TestOpenSession::makesAProfile()
{
    write("config", "# mine\n[profile old]\nregion = eu-west-1 \n");
    ProfileDialog dialog(*m_appearance, runtime(), std::nullopt);
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    field(dialog, "Name")->setText(QStringLiteral("my keys"));
    field(dialog, "Access key id")->setText(QStringLiteral("AKIAEXAMPLE"));
    field(dialog, "Secret access key")->setText(QStringLiteral("secret/of=mine"));
    dialog.saveButton()->click();
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QVERIFY(read("config").startsWith("# mine\n[profile old]\nregion = eu-west-1 \n"));
    QVERIFY(!read("config").contains("secret/of=mine"));
    const auto files = ConfigFiles::load(environment());
    QVERIFY(files.ok());
    QVERIFY(files->profile("my keys"));
    QCOMPARE(files->profile("my keys")->text("aws_secret_access_key"), std::string_view("secret/of=mine"));
    QCOMPARE(QFile::permissions(m_home->filePath(QStringLiteral("credentials"))) &
                 (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
}

void TestOpenSession::asksForWhatIsMissing()
{
    ProfileDialog dialog(*m_appearance, runtime(), std::nullopt);
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    field(dialog, "Name")->setText(QStringLiteral("half"));
    dialog.saveButton()->click();
    QVERIFY(dialog.isVisible());
    QCOMPARE(read("config"), QByteArray("(cannot be read)"));
    QCOMPARE(read("credentials"), QByteArray("(cannot be read)"));
}

void TestOpenSession::takesNoNameTwice()
{
    const QByteArray config("[profile one]\nregion = eu-west-1\n");
    write("config", config);
    ProfileDialog dialog(*m_appearance, runtime(), std::nullopt);
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    field(dialog, "Name")->setText(QStringLiteral("one"));
    field(dialog, "Access key id")->setText(QStringLiteral("AKIAEXAMPLE"));
    field(dialog, "Secret access key")->setText(QStringLiteral("x"));
    dialog.saveButton()->click();
    QTRY_VERIFY(!dialog.isBusy());
    QVERIFY(dialog.isVisible());
    QCOMPARE(read("config"), config);
}

void TestOpenSession::changesWhatWasChanged()
{
    write("config", "[profile one]\n# why\nregion = eu-west-1\nunknown = kept\n\n[profile two]\n");
    write("credentials", "[one]\naws_access_key_id = A\naws_secret_access_key = B\n");
    ProfileDialog dialog(*m_appearance, runtime(), std::string("one"));
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    QCOMPARE(field(dialog, "Secret access key")->text(), QString());
    field(dialog, "Region")->setText(QStringLiteral("us-east-2"));
    dialog.saveButton()->click();
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(read("config"),
             QByteArray("[profile one]\n# why\nregion = us-east-2\nunknown = kept\n\n[profile two]\n"));
    QCOMPARE(read("credentials"), QByteArray("[one]\naws_access_key_id = A\naws_secret_access_key = B\n"));
}

void TestOpenSession::renames()
{
    write("config", "[profile one]\nregion = eu-west-1\n[profile two]\nsource_profile = one\n");
    write("credentials", "[one]\naws_access_key_id = A\naws_secret_access_key = B\n");
    ProfileDialog dialog(*m_appearance, runtime(), std::string("one"));
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    field(dialog, "Name")->setText(QStringLiteral("three"));
    dialog.saveButton()->click();
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(read("config"),
             QByteArray("[profile three]\nregion = eu-west-1\n[profile two]\nsource_profile = three\n"));
    QVERIFY(read("credentials").startsWith("[three]\n"));
}

void TestOpenSession::duplicates()
{
    write("config", "[profile one]\nregion = eu-west-1\n");
    const auto dialog = openDialog();
    for (ToolButton* button : dialog->findChildren<ToolButton*>()) {
        if (button->accessibleName() == QStringLiteral("Duplicate profile"))
            button->click();
    }
    QTRY_COMPARE(dialog->table()->model()->rowCount(), 2);
    QCOMPARE(dialog->table()->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("one-2"));
    const auto files = ConfigFiles::load(environment());
    QVERIFY(files.ok());
    QCOMPARE(files->profile("one-2")->text("region"), std::string_view("eu-west-1"));
}

void TestOpenSession::namesTheFileItDeletesFrom()
{
    write("config", "[profile one]\nregion = eu-west-1\n# mine\n[profile two]\n");
    const auto dialog = openDialog();
    for (ToolButton* button : dialog->findChildren<ToolButton*>()) {
        if (button->accessibleName() == QStringLiteral("Delete profile"))
            button->click();
    }
    const auto* question = dialog->findChild<ConfirmDialog*>();
    QVERIFY(question);
    QTRY_VERIFY(dialog->findChild<Veil*>() != nullptr);
    QCOMPARE(dialog->findChild<Veil*>()->geometry(), dialog->rect());
    QCOMPARE(question->confirmButton()->text(),
             QStringLiteral("Delete profile in %1").arg(m_home->filePath(QStringLiteral("config"))));
    question->confirmButton()->click();
    QTRY_COMPARE(dialog->table()->model()->rowCount(), 1);
    QCOMPARE(read("config"), QByteArray("# mine\n[profile two]\n"));
}

void TestOpenSession::putsProfilesIntoFolders()
{
    ProfileTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ProfileFilter filter;
    filter.setSourceModel(&model);
    model.setRows(rowsOf("[profile a]\n[profile b]\ninia_folder = Work\ninia_color = violet\n"
                         "[profile c]\ninia_folder = home\n[profile d]\ninia_folder = Work\n"));
    const auto names = [&filter] {
        QStringList list;
        for (int row = 0; row < filter.rowCount(); ++row)
            list.append(filter.index(row, 0).data().toString());
        return list.join(u' ');
    };
    QCOMPARE(names(), QStringLiteral("home c Work b d Not in a folder a"));
    QCOMPARE(model.at(3).color, 2);
    QCOMPARE(model.at(4).color, 3); // by its place in the file
    model.toggleFolder(2);
    QCOMPARE(names(), QStringLiteral("home c Work Not in a folder a"));
    filter.setText(QStringLiteral("d")); // also in folders that are shut
    QCOMPARE(names(), QStringLiteral("Work d"));
    filter.setText({});
    model.toggleFolder(2);
    QCOMPARE(names(), QStringLiteral("home c Work b d Not in a folder a"));
}

void TestOpenSession::findsInFolders()
{
    write("config", "[profile a]\n[profile b]\ninia_folder = Work\ninia_notes = ask Ann first\n");
    const auto dialog = openDialog();
    dialog->searchField()->setText(QStringLiteral("ann"));
    QCOMPARE(dialog->table()->model()->rowCount(), 2);
    QSignalSpy chosen(dialog.get(), &OpenSessionDialog::chosen);
    QTest::keyClick(dialog->searchField(), Qt::Key_Return); // the folder is no profile
    QCOMPARE(chosen.front().front().toString(), QStringLiteral("b"));
}

void TestOpenSession::keepsWhatIsOurs()
{
    const QByteArray config("[profile one]\ninia_production = YES\ninia_read_only = 1\ninia_color = mauve\n"
                            "inia_folder = Work\nregion = eu-west-1\n");
    write("config", config);
    ProfileDialog dialog(*m_appearance, runtime(), std::string("one"));
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    QCOMPARE(dialog.form()->care()->currentIndex(), 2);
    field(dialog, "Notes")->setText(QStringLiteral("mine"));
    dialog.saveButton()->click();
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(read("config"), QByteArray(config).append("inia_notes = mine\n"));
}

void TestOpenSession::writesWhatIsOurs()
{
    write("config", "[profile one]\ninia_production = yes\nregion = eu-west-1\n");
    ProfileDialog dialog(*m_appearance, runtime(), std::string("one"));
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    dialog.form()->care()->setCurrentIndex(1);
    for (ChoiceBox* box : dialog.findChildren<ChoiceBox*>()) {
        if (box->accessibleName() == QStringLiteral("Folder"))
            box->setText(QStringLiteral("Work"));
        else if (box->accessibleName() == QStringLiteral("Colour"))
            box->setCurrentIndex(2);
    }
    dialog.saveButton()->click();
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(read("config"), QByteArray("[profile one]\nregion = eu-west-1\ninia_folder = Work\n"
                                        "inia_color = ochre\ninia_read_only = true\n"));
}

void TestOpenSession::triesWithoutWriting()
{
    const QByteArray config("[profile one]\nregion = eu-west-1\n");
    write("config", config);
    if (!hasModelPack())
        QSKIP("there is no model pack");
    Runtime tools = runtime();
    tools.catalog = Catalog::open(QString()).value();
    tools.makeUuid = [] { return std::string("uuid"); };
    m_transport->enqueue(makeResponse(403, "<ErrorResponse><Error><Code>InvalidClientTokenId</Code>"
                                           "<Message>no</Message></Error></ErrorResponse>"));
    ProfileDialog dialog(*m_appearance, tools, std::string("one"));
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    QCOMPARE(m_transport->requestCount(), 0);
    field(dialog, "Access key id")->setText(QStringLiteral("AKIATRIED"));
    field(dialog, "Secret access key")->setText(QStringLiteral("verysecret"));
    field(dialog, "Secret access key")->clear(); // half a pair is none
    dialog.testButton()->click();
    QVERIFY(!dialog.isBusy());
    field(dialog, "Secret access key")->setText(QStringLiteral("verysecret"));
    dialog.testButton()->click();
    QTRY_VERIFY(dialog.trial() != nullptr && dialog.trial()->isFinished());
    QCOMPARE(m_transport->requestCount(), 1);
    QVERIFY(m_transport->requests().front().headers.value("Authorization").find("AKIATRIED") !=
            std::string::npos);
    const auto texts = dialog.findChildren<QLabel*>();
    QVERIFY(std::any_of(texts.begin(), texts.end(), [](const QLabel* text) {
        return text->text().contains(QStringLiteral("does not know the access key id"));
    }));
    QCOMPARE(read("config"), config);
    QCOMPARE(read("credentials"), QByteArray("(cannot be read)"));
    // What was found is of another profile when something is changed.
    field(dialog, "Region")->setText(QStringLiteral("us-east-2"));
    QVERIFY(dialog.trial() == nullptr);
}

void TestOpenSession::keepsKeysInTheKeychain()
{
    const auto store = std::make_shared<OpenKeyStore>();
    ProfileDialog dialog(*m_appearance, runtime(), std::nullopt, {store, "inia-cli"});
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    field(dialog, "Name")->setText(QStringLiteral("my keys"));
    field(dialog, "Access key id")->setText(QStringLiteral("AKIAEXAMPLE"));
    dialog.form()->keyPlace()->setCurrentIndex(1);
    dialog.saveButton()->click(); // half a pair
    QVERIFY(dialog.isVisible());
    QVERIFY(store->texts.empty());
    field(dialog, "Secret access key")->setText(QStringLiteral("verysecret"));
    dialog.saveButton()->click();
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(read("config"),
             QByteArray("[profile \"my keys\"]\ncredential_process = inia-cli keychain get \"my keys\"\n"));
    QVERIFY(!QFile::exists(m_home->filePath(QStringLiteral("credentials"))));
    QVERIFY(store->texts["my keys"].find("verysecret") != std::string::npos);
    // To change it takes no keys.
    ProfileDialog again(*m_appearance, runtime(), std::string("my keys"), {store, "inia-cli"});
    again.show();
    QTRY_VERIFY(!again.isBusy());
    QCOMPARE(again.form()->keyPlace()->currentIndex(), 1);
    field(again, "Region")->setText(QStringLiteral("eu-west-1"));
    again.saveButton()->click();
    QTRY_COMPARE(again.result(), int(QDialog::Accepted));
    QVERIFY(read("config").endsWith("credential_process = inia-cli keychain get \"my keys\"\n"
                                    "region = eu-west-1\n"));
}

void TestOpenSession::movesKeysToTheKeychain()
{
    const auto store = std::make_shared<OpenKeyStore>();
    write("config", "[profile one]\nregion = eu-west-1\n");
    write("credentials", "# mine\n[one]\naws_access_key_id = AKIAFILE\naws_secret_access_key = filesecret\n");
    ProfileDialog dialog(*m_appearance, runtime(), std::string("one"), {store, "inia-cli"});
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    dialog.form()->keyPlace()->setCurrentIndex(1);
    dialog.saveButton()->click();
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QVERIFY(store->texts["one"].find("AKIAFILE") != std::string::npos);
    QVERIFY(store->texts["one"].find("filesecret") != std::string::npos);
    QCOMPARE(read("config"), QByteArray("[profile one]\nregion = eu-west-1\n"
                                        "credential_process = inia-cli keychain get one\n"));
    QVERIFY(!read("credentials").contains("filesecret"));
    QVERIFY(read("credentials").startsWith("# mine\n"));
}

void TestOpenSession::writesNothingThatTheKeychainRefuses()
{
    const auto store = std::make_shared<OpenKeyStore>();
    const QByteArray keys("[one]\naws_access_key_id = AKIAFILE\naws_secret_access_key = filesecret\n");
    write("config", "[profile one]\n");
    write("credentials", keys);
    ProfileDialog dialog(*m_appearance, runtime(), std::string("one"), {store, "inia-cli"});
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    dialog.form()->keyPlace()->setCurrentIndex(1);
    store->problem = makeError(ErrorKind::Credentials, "KeychainDenied", "The keychain was not unlocked.");
    dialog.saveButton()->click();
    QTRY_VERIFY(dialog.saveButton()->isEnabled());
    QTRY_VERIFY(hasText(dialog, QStringLiteral("not unlocked")));
    QVERIFY(dialog.isVisible());
    QCOMPARE(read("credentials"), keys);
    QCOMPARE(read("config"), QByteArray("[profile one]\n"));
}

void TestOpenSession::saysWhyThereIsNoKeychain()
{
    const auto store = std::make_shared<OpenKeyStore>();
    store->problem = makeError(ErrorKind::Credentials, "NoKeychain", "No keychain answers.");
    ProfileDialog dialog(*m_appearance, runtime(), std::nullopt, {store, "inia-cli"});
    dialog.show();
    QTRY_VERIFY(hasText(dialog, QStringLiteral("No keychain answers")));
    for (const auto* button : dialog.form()->keyPlace()->findChildren<QAbstractButton*>())
        QCOMPARE(button->isEnabled(), button->text() == QStringLiteral("Credentials file"));
}

ConfirmDialog* TestOpenSession::askToDelete(OpenSessionDialog& dialog)
{
    for (auto* button : dialog.findChildren<ToolButton*>()) {
        if (button->accessibleName() == QStringLiteral("Delete profile"))
            button->click();
    }
    ConfirmDialog* question = nullptr;
    const bool asked = QTest::qWaitFor([&] {
        for (auto* each : dialog.findChildren<ConfirmDialog*>())
            question = each->isVisible() ? each : question;
        return question != nullptr;
    });
    return asked ? question : nullptr;
}

void TestOpenSession::storeKeys(const std::shared_ptr<OpenKeyStore>& store,
                                std::optional<std::string> profile, const char* name, const char* keyId) const
{
    ProfileDialog dialog(*m_appearance, runtime(), std::move(profile), {store, "inia-cli"});
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    QTRY_VERIFY(dialog.form()->keyPlace() != nullptr);
    QCoreApplication::processEvents(); // what the keychain has said
    dialog.form()->keyPlace()->setCurrentIndex(1);
    field(dialog, "Name")->setText(QString::fromLatin1(name));
    field(dialog, "Access key id")->setText(QString::fromLatin1(keyId));
    field(dialog, "Secret access key")->setText(QStringLiteral("secret"));
    dialog.saveButton()->click();
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
}

void TestOpenSession::deletesKeysWithTheirProfile()
{
    const auto store = std::make_shared<OpenKeyStore>();
    store->texts = {{"stored", "keys"}, {"other", "keys"}};
    write("config", "[profile one]\ncredential_process = inia-cli keychain get stored\n[profile two]\n");
    const auto dialog = openDialog();
    dialog->setKeychain({store, "inia-cli"});
    auto* question = askToDelete(*dialog);
    QVERIFY(question != nullptr);
    QVERIFY(hasText(*question, QStringLiteral("its keys from the keychain")));
    question->confirmButton()->click();
    QTRY_COMPARE(read("config"), QByteArray("[profile two]\n"));
    QCOMPARE(store->texts, (std::map<std::string, std::string>{{"other", "keys"}}));
}

void TestOpenSession::leavesKeysThatOthersUse()
{
    const auto store = std::make_shared<OpenKeyStore>();
    store->texts = {{"stored", "keys"}};
    write("config", "[profile one]\ncredential_process = inia-cli keychain get stored\n"
                    "[profile two]\ncredential_process = /opt/inia-cli keychain get stored\n");
    const auto dialog = openDialog();
    dialog->setKeychain({store, "inia-cli"});
    auto* question = askToDelete(*dialog);
    QVERIFY(question != nullptr);
    QVERIFY(hasText(*question, QStringLiteral("another profile uses them")));
    question->confirmButton()->click();
    QTRY_VERIFY(!read("config").contains("profile one"));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(store->texts.size(), std::size_t(1));
}

// It says so, and a person says whether the profile goes without them.
void TestOpenSession::leavesKeysThatTheKeychainKeeps()
{
    const auto store = std::make_shared<OpenKeyStore>();
    store->texts = {{"one", "keys"}};
    store->problem = makeError(ErrorKind::Credentials, "KeychainDenied", "The keychain was not unlocked.");
    const QByteArray config("[profile one]\ncredential_process = inia-cli keychain get one\n");
    write("config", config);
    const auto dialog = openDialog();
    dialog->setKeychain({store, "inia-cli"});
    auto* question = askToDelete(*dialog);
    QVERIFY(question != nullptr);
    question->confirmButton()->click();
    QTRY_VERIFY(
        hasText(*dialog, QStringLiteral("The keychain was not unlocked. The keys would stay there.")));
    QCOMPARE(read("config"), config);
    for (auto* each : dialog->findChildren<ConfirmDialog*>()) {
        if (each->isVisible())
            each->confirmButton()->click();
    }
    QTRY_COMPARE(read("config"), QByteArray());
    QCOMPARE(store->texts.size(), std::size_t(1));
}

// And a new profile of the old name gets another entry.
void TestOpenSession::renamedProfilesKeepTheirKeys()
{
    const auto store = std::make_shared<OpenKeyStore>();
    storeKeys(store, std::nullopt, "one", "AKIAONE");
    ProfileDialog dialog(*m_appearance, runtime(), std::string("one"), {store, "inia-cli"});
    dialog.show();
    QTRY_VERIFY(!dialog.isBusy());
    field(dialog, "Name")->setText(QStringLiteral("other"));
    dialog.saveButton()->click();
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QVERIFY(read("config").contains("[profile other]\ncredential_process = inia-cli keychain get one\n"));
    storeKeys(store, std::nullopt, "one", "AKIANEW");
    QVERIFY(read("config").contains("[profile one]\ncredential_process = inia-cli keychain get one-2\n"));
    QVERIFY(store->texts["one"].find("AKIAONE") != std::string::npos);
    QVERIFY(store->texts["one-2"].find("AKIANEW") != std::string::npos);
}

void TestOpenSession::copiesGetKeysOfTheirOwn()
{
    const auto store = std::make_shared<OpenKeyStore>();
    store->texts = {{"one", "keys"}};
    write("config", "[profile one]\ncredential_process = inia-cli keychain get one\n"
                    "[profile one-2]\ncredential_process = inia-cli keychain get one\n");
    storeKeys(store, std::string("one-2"), "one-2", "AKIANEW");
    QCOMPARE(store->texts["one"], std::string("keys"));
    QVERIFY(store->texts["one-2"].find("AKIANEW") != std::string::npos);
    QVERIFY(read("config").contains("credential_process = inia-cli keychain get one-2\n"));
}

// Four thousand profiles are read while the window goes on.
void TestOpenSession::leavesTheWindowFree()
{
    QByteArray config("[sso-session s]\nsso_start_url=https://s\nsso_region=eu-west-1\n");
    for (int i = 0; i < 4000; ++i)
        config += "[profile p" + QByteArray::number(i) +
                  "]\nsso_session=s\nsso_account_id=210987654321\n"
                  "sso_role_name=Ops\nregion=eu-west-1\n";
    write("config", config);
    OpenSessionDialog dialog(*m_appearance, runtime());
    QVERIFY(dialog.isBusy()); // nothing has been read before it is there
    QCOMPARE(dialog.table()->model()->rowCount(), 0);
    QTRY_COMPARE(dialog.table()->model()->rowCount(), 4000);
    QCOMPARE(m_transport->requestCount(), 0); // whoever lists profiles asks nobody
}

INIA_TEST_CLASS(TestOpenSession, QApplication)
#include "tst_opensession.moc"
