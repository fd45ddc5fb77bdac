#include "tests/ui/window/windowfixture.h"

#include "core/common/clock.h"
#include "core/identity/identity.h"
#include "core/model/catalog.h"
#include "ui/jobs/jobspanel.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QFile>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

namespace inia::tests {

namespace {

const QByteArray identity =
    "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>"
    "<Arn>arn:aws:iam::123456789012:user/tester</Arn><UserId>U</UserId><Account>123456789012</Account>"
    "</GetCallerIdentityResult></GetCallerIdentityResponse>";

constexpr const char* config = "[profile one]\nregion = us-west-2\nendpoint_url = http://127.0.0.1:9\n"
                               "[profile two]\nregion = eu-central-1\nendpoint_url = http://127.0.0.1:9\n"
                               "inia_production = true\n";
constexpr const char* credentials =
    "[one]\naws_access_key_id = AKIDONE\naws_secret_access_key = an invented secret\n"
    "[two]\naws_access_key_id = AKIDTWO\naws_secret_access_key = an invented secret\n";

void writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(text);
}

} // namespace

WindowFixture::WindowFixture() : m_appearance(std::make_unique<ui::Appearance>(*qApp))
{
    m_appearance->apply(*qApp, ui::Scheme::Light);
    writeFile(m_folder.filePath(QStringLiteral("credentials")), credentials);
    writeConfig(config);
    transport->setHandler([this](const HttpRequest& request) { return answer(request); });
    m_sessions = std::make_unique<ui::SessionController>(
        ui::SessionFactory([this] { return makeRuntime(); }, SessionOptions{}));
    m_window = std::make_unique<ui::MainWindow>(*m_appearance, *m_sessions, log,
                                                std::make_shared<SystemClock>(), &m_menu);
    m_window->resize(1440, 900);
    m_window->show();
}

void WindowFixture::addJobs(const QString& folder)
{
    m_jobs =
        std::make_unique<JobList>(JobFolder(folder), [this](const TransferSession& wanted) -> Result<Client> {
            for (int i = 0; i < m_sessions->count(); ++i) {
                const auto& session = m_sessions->at(i).session;
                if (session && session->profileName() == wanted.profile)
                    return session->client("s3");
            }
            return makeError(ErrorKind::Credentials, "NoSession", "Open a session.");
        });
    m_window->addJobs(new ui::JobsPanel(*m_appearance, *m_jobs));
}

WindowFixture::~WindowFixture() = default;

QString WindowFixture::problem() const
{
    const auto runtime = makeRuntime();
    return runtime ? QString() : QString::fromStdString(runtime.error().message);
}

void WindowFixture::writeConfig(const QByteArray& text)
{
    writeFile(m_folder.filePath(QStringLiteral("config")), text);
}

Result<Runtime> WindowFixture::makeRuntime() const
{
    auto catalog = Catalog::open();
    if (!catalog)
        return catalog.error();
    Runtime runtime;
    runtime.transport = transport;
    runtime.clock = std::make_shared<SystemClock>();
    runtime.catalog = std::move(catalog).value();
    runtime.exchangeLog = log;
    runtime.makeUuid = [] { return std::string("00000000-0000-4000-8000-000000000000"); };
    runtime.environment = Environment(
        {{"AWS_CONFIG_FILE", m_folder.filePath(QStringLiteral("config")).toStdString()},
         {"AWS_SHARED_CREDENTIALS_FILE", m_folder.filePath(QStringLiteral("credentials")).toStdString()},
         {"AWS_MAX_ATTEMPTS", "1"}},
        m_folder.path().toStdString());
    runtime.identities = std::make_shared<IdentityPool>();
    runtime.prompt = prompt;
    return runtime;
}

HttpResponse WindowFixture::answer(const HttpRequest& request) const
{
    if (request.body.contains("Action=GetCallerIdentity"))
        return makeResponse(200, identity);
    if (!FakeServices::operationOf(request).empty())
        return services.answer(request);
    if (request.method == "HEAD") {
        HttpResponse response = makeResponse(200, {});
        response.headers.set("Content-Length", "2048");
        response.headers.set("Content-Type", "text/plain");
        response.headers.set("x-amz-meta-owner", "tests");
        return response;
    }
    return s3.answer(request);
}

bool WindowFixture::clickBucket(const QString& name) const
{
    const QString uri = QStringLiteral("s3://%1/").arg(name);
    const QModelIndex index = view()->treeModel().indexOf(uri);
    if (view()->treeModel().uri(index) != uri)
        return false;
    ui::TreeView* tree = view()->tree();
    tree->scrollTo(index);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(index).center());
    return true;
}

int WindowFixture::listings(const std::string& bucket) const
{
    int count = 0;
    for (const HttpRequest& request : transport->requests()) {
        const bool listing = request.url.find("list-type=2") != std::string::npos;
        if (listing && request.url.find('/' + bucket + '?') != std::string::npos)
            ++count;
    }
    return count;
}

QAbstractButton* WindowFixture::button(const QString& name) const
{
    for (QAbstractButton* button : m_window->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && (button->text() == name || button->accessibleName() == name))
            return button;
    }
    return nullptr;
}

} // namespace inia::tests
