// The desks for versions and for links.
#include "core/jobs/job.h"
#include "core/objects/objectkeys.h"
#include "ui/commands/commandtable.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/jobmodels.h"
#include "ui/s3/propertydesks.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QVariant>
#include <QtGui/QAction>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace inia::ui {

namespace {

QString deletionCalls(std::size_t count)
{
    constexpr std::size_t mostInACall = 1000;
    return count == 1 ? callsText("DeleteObject", 1)
                      : callsText("DeleteObjects", (count + mostInACall - 1) / mostInACall);
}

QString momentOf(const Timestamp& time)
{
    return momentText(QDateTime::fromSecsSinceEpoch(time.seconds));
}

} // namespace

VersionDesk::VersionDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
                         WindowServices& services, QWidget* window, QObject* parent)
    : PlanDesk(appearance, std::move(session), std::move(info), services, window, parent)
{
}

void VersionDesk::begin(const QString& what, const std::vector<std::string>& keys)
{
    switch (m_wish.what) {
    case ObjectWish::What::Undelete:
        m_heading = tr("Undelete %1").arg(what);
        list(keys, true, &VersionDesk::undelete);
        break;
    case ObjectWish::What::DeleteVersions:
        m_heading = tr("Delete versions of %1").arg(what);
        list(keys, false, &VersionDesk::remove);
        break;
    case ObjectWish::What::MakeCurrent:
        m_heading = tr("Make an older version of %1 current").arg(what);
        makeCurrent();
        break;
    default:
        break;
    }
}

void VersionDesk::list(const std::vector<std::string>& keys, bool isBelow,
                       void (VersionDesk::*then)(const Versions&))
{
    showProgress(m_heading, QStringLiteral("s3.ListObjectVersions"));
    const auto s3 = client(tr("Nothing was changed"));
    if (!s3)
        return;
    auto listing =
        isBelow ? makeOwned<ObjectVersions>(*s3, m_wish.bucket, keys, m_heading.toStdString())
                : ObjectVersions::ofKeys(*s3, m_wish.bucket, std::set<std::string>(keys.begin(), keys.end()),
                                         m_heading.toStdString());
    ObjectVersions* versions = listing.get();
    connect(versions, &ObjectVersions::pageFound, this, [this, versions] { showFound(versions->found()); });
    hold(std::move(listing), [this, versions, then] {
        if (versions->result())
            (this->*then)(*versions->result());
        else
            refuse(versions->result().error(), tr("Nothing was changed"));
    });
    versions->start();
}

void VersionDesk::undelete(const Versions& all)
{
    const auto markers = markersAbove(all);
    if (markers.empty()) {
        say(tr("Nothing to undelete"),
            all.empty() ? tr("No versions were kept.")
                        : tr("What is there is not deleted, or no version of it is left."));
        return;
    }
    std::set<std::string> keys;
    for (const auto& marker : markers)
        keys.insert(marker.key);
    delete m_progress;
    Confirmation words;
    words.session = m_info();
    words.title = tr("Undelete %1?").arg(countedObjects(qint64(keys.size())));
    words.sentence =
        tr("The delete markers over the newest version of each are taken away, and that version is "
           "current again.");
    for (const auto& key : keys)
        words.items << toOneLine(key);
    words.call = deletionCalls(markers.size());
    words.button = tr("Undelete %1").arg(countedObjects(qint64(keys.size())));
    confirm(words, [this, job = versionsJob(JobAction::Undelete, m_wish.bucket, markers,
                                            m_heading.toStdString())] { run(job); });
}

void VersionDesk::makeCurrent()
{
    const Job job = restoreJob(m_wish.bucket, m_wish.objects, m_heading.toStdString());
    const std::size_t count = job.items.size();
    if (count == 0)
        return;
    Confirmation words;
    words.session = m_info();
    words.title = count == 1
                      ? tr("Make the version of %1 current?").arg(momentOf(m_wish.objects.front().modified))
                      : tr("Make %1 current?").arg(versionsText(count));
    words.sentence =
        tr("S3 copies it over the object as a new version. All versions that are there now stay.");
    for (const ObjectVersion& version : m_wish.objects) {
        if (!version.isMarker && !version.isCurrent)
            words.items << toOneLine(version.key) + QStringLiteral(" \u00B7 ") + toOneLine(version.id);
    }
    words.call = callsText("CopyObject", count);
    words.button = count == 1 ? tr("Make it current") : tr("Make them current");
    confirm(words, [this, job] { run(job); });
}

QString VersionDesk::lossText(const std::vector<ObjectVersion>& chosen, const std::vector<ObjectVersion>& all)
{
    std::set<std::pair<std::string, std::string>> going;
    std::set<std::string> keys;
    for (const ObjectVersion& version : chosen) {
        going.emplace(version.key, version.id);
        keys.insert(version.key);
    }
    std::size_t current = 0;
    std::size_t older = 0;   // keys of which another version becomes current
    std::size_t deleted = 0; // keys of which a marker does
    std::size_t gone = 0;    // keys of which nothing is left
    QString date;            // of the version that becomes current
    for (const std::string& key : keys) {
        bool losesCurrent = false;
        const ObjectVersion* next = nullptr;
        for (const ObjectVersion& version : all) {
            if (version.key != key)
                continue;
            if (!going.contains({key, version.id})) {
                next = next == nullptr ? &version : next;
            } else if (version.isCurrent) {
                losesCurrent = true;
            }
        }
        current += losesCurrent ? 1 : 0;
        if (next == nullptr)
            ++gone;
        else if (losesCurrent && next->isMarker)
            ++deleted;
        else if (losesCurrent)
            ++older;
        if (losesCurrent && next != nullptr)
            date = momentOf(next->modified);
    }
    QStringList words{tr("They are gone for good.")};
    if (current == 0)
        words << tr("None of them is a current one.");
    else if (keys.size() == 1)
        words << (gone > 0      ? tr("The current one is among them.")
                  : deleted > 0 ? tr("The current one is among them: then the delete marker of %1 "
                                     "counts, and the object is deleted.")
                                      .arg(date)
                                : tr("The current one is among them: then the version of %1 is "
                                     "current.")
                                      .arg(date));
    else
        words << tr("%1 of them are current: of %2 an older version becomes current, %3 are "
                    "deleted then.")
                     .arg(groupedNumber(qint64(current)), countedObjects(qint64(older)),
                          groupedNumber(qint64(deleted)));
    if (gone > 0)
        words << tr("Of %1 nothing is left.").arg(countedObjects(qint64(gone)));
    return words.join(u' ');
}

void VersionDesk::remove(const Versions& all)
{
    delete m_progress;
    const auto& chosen = m_wish.objects;
    std::vector<ObjectDeletion::Key> keys;
    Confirmation words;
    words.session = m_info();
    for (const ObjectVersion& version : chosen) {
        keys.push_back({version.key, {}, version.id});
        words.items << toOneLine(version.key) + QStringLiteral(" \u00B7 ") +
                           (version.isMarker ? tr("delete marker") : toOneLine(version.id));
    }
    const bool areMarkers = std::all_of(chosen.begin(), chosen.end(),
                                        [](const ObjectVersion& version) { return version.isMarker; });
    const QString what =
        areMarkers ? (chosen.size() == 1 ? tr("1 delete marker")
                                         : tr("%1 delete markers").arg(groupedNumber(qint64(chosen.size()))))
                   : versionsText(chosen.size());
    words.title = tr("Delete %1 for good?").arg(what);
    words.sentence = lossText(chosen, all);
    words.call = deletionCalls(keys.size());
    words.button = tr("Delete %1").arg(what);
    words.destructive = true;
    confirm(words, [this, job = versionsJob(JobAction::DeleteVersions, m_wish.bucket, keys,
                                            m_heading.toStdString())] { run(job); });
}

// ---- links ------------------------------------------------------------------------------------------------

namespace {

using namespace std::chrono_literals;

struct LinkTime {
    std::chrono::seconds life;
    const char* text;
};
constexpr std::array<LinkTime, 6> linkTimes{{{15min, QT_TRANSLATE_NOOP("inia::ui::LinkDesk", "15 minutes")},
                                             {1h, QT_TRANSLATE_NOOP("inia::ui::LinkDesk", "1 hour")},
                                             {12h, QT_TRANSLATE_NOOP("inia::ui::LinkDesk", "12 hours")},
                                             {24h, QT_TRANSLATE_NOOP("inia::ui::LinkDesk", "1 day")},
                                             {72h, QT_TRANSLATE_NOOP("inia::ui::LinkDesk", "3 days")},
                                             {168h, QT_TRANSLATE_NOOP("inia::ui::LinkDesk", "7 days")}}};

// What a link is for. There are none that delete.
enum class LinkUse : quint8 { Download, Look, Upload };

QString inShell(const std::string& text)
{
    return u'\'' + toQString(text).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

} // namespace

LinkDesk::LinkDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
                   WindowServices& services, QWidget* window, QObject* parent)
    : PlanDesk(appearance, std::move(session), std::move(info), services, window, parent)
{
}

QString LinkDesk::curlLine(const PresignedUrl& url)
{
    QString line = QStringLiteral("curl ");
    if (url.method == "PUT")
        line += QStringLiteral("-T FILE ");
    else if (url.method == "HEAD")
        line += QStringLiteral("-I ");
    for (const auto& [name, value] : url.headers) {
        if (name != "Host" && name != "host")
            line += QStringLiteral("-H ") + inShell(name + ": " + value) + u' ';
    }
    return line + inShell(url.url);
}

QString LinkDesk::lifeText(const PresignedUrl& url, const QDateTime& now, std::chrono::seconds asked)
{
    const QDateTime end = now.addSecs(asked.count());
    if (url.endsWithKeys) {
        const auto keysEnd =
            QDateTime::fromSecsSinceEpoch(std::chrono::system_clock::to_time_t(*url.endsWithKeys));
        if (keysEnd < end)
            return tr("%1, when its keys end").arg(momentText(keysEnd));
    }
    return tr("%1, as asked").arg(momentText(end));
}

void LinkDesk::begin(const QString& what, const std::vector<std::string>&)
{
    m_heading = tr("Link to %1").arg(what);
    QStringList times;
    for (const LinkTime& time : linkTimes)
        times << QCoreApplication::translate("inia::ui::LinkDesk", time.text);
    FieldsQuestion question;
    question.words.title = m_heading;
    question.words.sentence =
        tr("Whoever has the link can use it without keys, until it ends. It goes onto the "
           "clipboard and is kept nowhere.");
    question.words.items = m_given;
    question.words.call = tr("No request is sent");
    question.words.button = tr("Copy the link");
    const QStringList uses{tr("Download it"), tr("Look whether it is there"), tr("Upload in its place")};
    question.fields
        << AskedField{QStringLiteral("use"), tr("For"), uses.front(), uses, false, {}}
        << AskedField{QStringLiteral("life"), tr("Works for"), times[1], times, false, {}}
        << AskedField{QStringLiteral("name"),
                      tr("Saved as"),
                      {},
                      {},
                      false,
                      tr("Downloads only; empty: the browser shows it")}
        << AskedField{QStringLiteral("type"),
                      tr("Content type"),
                      {},
                      {},
                      false,
                      tr("Uploads only; has to be sent along")}
        << AskedField{QStringLiteral("new"), tr("Only while there is nothing of that name"), {}, {}, true, {}}
        << AskedField{QStringLiteral("curl"), tr("As a command of curl"), {}, {}, true, {}};
    question.note = [](const FieldsDialog& dialog) {
        return dialog.choice(QStringLiteral("use")) == int(LinkUse::Upload)
                   ? tr("It takes files of any size, and overwrites what is there.")
                   : QString();
    };
    ask(std::move(question), [this](const FieldsDialog& answers) { make(answers); });
}

void LinkDesk::make(const FieldsDialog& answers)
{
    showProgress(m_heading, QString());
    const auto s3 = client(tr("No link was made"));
    if (!s3)
        return;
    const auto use = LinkUse(qMax(0, answers.choice(QStringLiteral("use"))));
    const ObjectVersion& object = m_wish.objects.front();
    Value params = Value::map({{"Bucket", m_wish.bucket}, {"Key", object.key}});
    if (use != LinkUse::Upload && !object.id.empty())
        params.insert("VersionId", object.id);
    const std::string name = answers.text(QStringLiteral("name")).remove(u'"').toStdString();
    if (use == LinkUse::Download && !name.empty())
        params.insert("ResponseContentDisposition", "attachment; filename=\"" + name + '"');
    const std::string type = answers.text(QStringLiteral("type")).toStdString();
    if (use == LinkUse::Upload && !type.empty())
        params.insert("ContentType", type);
    if (use == LinkUse::Upload && answers.isChecked(QStringLiteral("new")))
        params.insert("IfNoneMatch", "*");
    PresignOptions options;
    options.expires =
        linkTimes.at(static_cast<std::size_t>(qMax(0, answers.choice(QStringLiteral("life"))))).life;
    const char* operation = use == LinkUse::Upload ? "PutObject"
                            : use == LinkUse::Look ? "HeadObject"
                                                   : "GetObject";
    s3->presigner().url(this, operation, std::move(params), options,
                        [this, asked = options.expires, isCurl = answers.isChecked(QStringLiteral("curl"))](
                            const Result<PresignedUrl>& url) {
                            if (url)
                                made(*url, asked, isCurl);
                            else
                                refuse(url.error(), tr("No link was made"));
                        });
}

void LinkDesk::made(const PresignedUrl& url, std::chrono::seconds asked, bool isCurl)
{
    const QString life = lifeText(url, QDateTime::currentDateTime(), asked);
    const QString target =
        QStringLiteral("s3://%1/%2").arg(toOneLine(m_wish.bucket), toOneLine(m_wish.objects.front().key));
    m_services.copy(isCurl ? curlLine(url) : toQString(url.url));
    m_given.prepend(tr("%1 %2, until %3").arg(toQString(url.method), target, life));
    if (m_progress)
        m_progress->showDone(tr("Copied. Works until %1").arg(life));
}

namespace {

QAction* wishAction(const Icons& icons, const char* icon, const QString& text, ObjectWish::What what,
                    QObject* parent)
{
    auto* action = new QAction(icons.icon(QString::fromLatin1(icon)), text, parent);
    action->setData(QVariant::fromValue(what));
    return action;
}

} // namespace

QList<QAction*> changeActions(const Icons& icons, QObject* parent)
{
    using What = ObjectWish::What;
    const auto make = [&](const char* icon, const QString& text, What what) {
        return wishAction(icons, icon, text, what, parent);
    };
    return {make("link", PropertyDesk::tr("Copy link\u2026"), What::Link),
            make("tag", PropertyDesk::tr("Tags\u2026"), What::Tags),
            make("file-data", PropertyDesk::tr("Metadata\u2026"), What::Metadata),
            make("stack", PropertyDesk::tr("Storage class\u2026"), What::Class),
            make("clock", PropertyDesk::tr("Restore from archive\u2026"), What::Restore),
            make("user", PropertyDesk::tr("Access\u2026"), What::Access),
            make("lock", PropertyDesk::tr("Legal hold\u2026"), What::LegalHold),
            make("lock", PropertyDesk::tr("Retention\u2026"), What::Retention),
            make("reload", PropertyDesk::tr("Undelete what is below\u2026"), What::Undelete)};
}

QList<QAction*> versionActions(const std::vector<ObjectVersion>& versions, const Icons& icons,
                               QObject* parent)
{
    using What = ObjectWish::What;
    const auto isMarker = [](const ObjectVersion& version) { return version.isMarker; };
    const bool areMarkers = std::all_of(versions.begin(), versions.end(), isMarker);
    const bool hasMarker = std::any_of(versions.begin(), versions.end(), isMarker);
    const bool hasOlder = std::any_of(versions.begin(), versions.end(),
                                      [](const ObjectVersion& version) { return !version.isCurrent; });
    QList<QAction*> actions;
    const auto add = [&](const char* icon, const QString& text, What what, bool isPossible) {
        actions.append(wishAction(icons, icon, text, what, parent));
        actions.back()->setEnabled(isPossible && !versions.empty());
    };
    add("history", VersionDesk::tr("Make current\u2026"), What::MakeCurrent, !hasMarker && hasOlder);
    add("reload", VersionDesk::tr("Undelete\u2026"), What::Undelete, true);
    add("link", VersionDesk::tr("Copy link\u2026"), What::Link, versions.size() == 1 && !hasMarker);
    add("trash",
        (areMarkers ? VersionDesk::tr("Delete the marker\u2026") : VersionDesk::tr("Delete for good\u2026")) +
            u'\t' + keyText(CommandId::Delete),
        What::DeleteVersions, true);
    return actions;
}

} // namespace inia::ui
