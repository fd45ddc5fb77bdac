#include "app/desktop/replay.h"

#include "core/model/catalog.h"
#include "core/observe/exchangelog.h"
#include "core/observe/recordingreader.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QUuid>

#include <set>

namespace inia::desktop {

namespace {

class ReplayTexts {
    Q_DECLARE_TR_FUNCTIONS(Replay)
};

// What can stand in a file of profiles; of others there is no session.
bool isName(const std::string& name)
{
    return !name.empty() && name.find_first_of("[]\n\r\"'\\") == std::string::npos;
}

} // namespace

Replay::Replay(QString name, Recording recording, ReplayTransport::Pace pace)
    : m_name(std::move(name)), m_clock(std::make_shared<ReplayClock>(recording.created, pace))
{
    m_transport = std::make_shared<ReplayTransport>(std::move(recording), pace);
}

Result<std::unique_ptr<Replay>> Replay::open(const QString& path, ReplayTransport::Pace pace)
{
    auto recording = readRecording(path);
    if (!recording)
        return recording.error();
    std::unique_ptr<Replay> replay(
        new Replay(QFileInfo(path).fileName(), std::move(recording).value(), pace));
    if (!replay->m_home.isValid() || !replay->writeProfiles())
        return makeError(ErrorKind::Configuration, "NoFolder",
                         "There is no folder for temporary files, which a replay needs.");
    return replay;
}

// Profiles of the names that were recorded, with keys that open nothing.
bool Replay::writeProfiles() const
{
    QFile file(m_home.filePath(QStringLiteral("config")));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    std::set<std::string> names;
    std::string text;
    for (const auto& session : m_transport->recording().sessions) {
        if (!isName(session.name) || !names.insert(session.name).second)
            continue;
        text += session.name == "default" ? "[default]\n" : "[profile " + session.name + "]\n";
        text +=
            "region = " + session.region + "\naws_access_key_id = REPLAYED\naws_secret_access_key = none\n";
        if (isName(session.endpoint))
            text += "endpoint_url = " + session.endpoint + "\n";
    }
    return file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size());
}

Result<Runtime> Replay::runtime(std::shared_ptr<ExchangeLog> log) const
{
    auto catalog = Catalog::open();
    if (!catalog)
        return catalog.error();
    log->setReplaying(true);
    Runtime runtime;
    runtime.transport = m_transport;
    runtime.observers = {m_transport};
    runtime.clock = m_clock;
    runtime.catalog = std::move(catalog).value();
    runtime.exchangeLog = std::move(log);
    runtime.makeUuid = [] { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); };
    runtime.environment =
        Environment({{"HOME", m_home.path().toStdString()},
                     {"AWS_CONFIG_FILE", m_home.filePath(QStringLiteral("config")).toStdString()},
                     {"AWS_SHARED_CREDENTIALS_FILE", m_home.filePath(QStringLiteral("none")).toStdString()},
                     {"AWS_EC2_METADATA_DISABLED", "true"}});
    return runtime;
}

KeptTabs Replay::tabs() const
{
    KeptTabs kept;
    for (const auto& session : m_transport->recording().sessions) {
        if (isName(session.name))
            kept.tabs.push_back({session.name, session.region, {}, {}});
    }
    kept.current = kept.tabs.empty() ? -1 : 0;
    return kept;
}

QString Replay::banner() const
{
    QStringList parts{
        ReplayTexts::tr("Replaying %1: no network, no keys; what was not recorded fails.").arg(m_name)};
    for (const auto& note : m_transport->recording().notes)
        parts.append(QString::fromStdString(note));
    return parts.join(u' ');
}

} // namespace inia::desktop
