#include "ui/console/callmenu.h"

#include "core/async/background.h"
#include "core/client/client.h"
#include "core/codegen/codecall.h"
#include "core/common/localpath.h"
#include "core/model/catalog.h"
#include "core/model/document.h"
#include "core/model/servicemodel.h"
#include "core/protocol/jsonwriter.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>
#include <QtCore/QSaveFile>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>

#include <algorithm>
#include <map>

namespace inia::ui {

namespace {

constexpr qsizetype mostBytes = 4096;
constexpr std::string_view omitted = "$omitted";
constexpr QFileDevice::Permissions ownersAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Value withoutLargeBytes(const Value& value)
{
    if (value.isBlob() && value.blob().size() > mostBytes) {
        const auto hash = QCryptographicHash::hash(value.blob(), QCryptographicHash::Sha256).toHex();
        return Value::map(
            {{omitted, Value::map({{"bytes", value.blob().size()}, {"sha256", hash.toStdString()}})}});
    }
    Value result = value;
    for (std::size_t i = 0; i < value.items().size(); ++i)
        result.mutableList()[i] = withoutLargeBytes(value[i]);
    for (const auto& [name, member] : value.members())
        result.insert(name, withoutLargeBytes(member));
    return result;
}

bool isLeftOut(const Value& value)
{
    return value.contains(omitted) || value.text().find(codegen::secretText) != std::string::npos;
}

Value withoutLeftOut(const Value& value, int& left)
{
    if (value.isList()) {
        Value result = Value::emptyList();
        for (const auto& item : value.items()) {
            if (isLeftOut(item))
                ++left;
            else
                result.append(withoutLeftOut(item, left));
        }
        return result;
    }
    if (!value.isMap())
        return value;
    Value result = Value::emptyMap();
    for (const auto& [name, member] : value.members()) {
        if (isLeftOut(member))
            ++left;
        else
            result.insert(name, withoutLeftOut(member, left));
    }
    return result;
}

QByteArray lineOf(const PastCall& call)
{
    const auto line = toJson(Value::map({{"at", call.at.toUTC().toString(Qt::ISODateWithMs).toStdString()},
                                         {"account", call.account},
                                         {"region", call.region},
                                         {"service", call.service},
                                         {"operation", call.operation},
                                         {"params", call.params},
                                         {"status", call.status},
                                         {"ms", call.milliseconds},
                                         {"request", call.requestId}}),
                             JsonStyle::compact());
    return QByteArray::fromStdString(line) + '\n';
}

std::optional<PastCall> callOf(const QByteArray& line)
{
    const auto document =
        Document::fromJson({line.constData(), static_cast<std::size_t>(line.size())}, "the history");
    if (!document)
        return std::nullopt;
    const Value record = (*document)->root().toValue();
    PastCall call;
    call.at = QDateTime::fromString(QString::fromStdString(record["at"].text()), Qt::ISODateWithMs);
    if (!call.at.isValid() || record["operation"].text().empty() || !record["params"].isMap())
        return std::nullopt;
    call.account = record["account"].text();
    call.region = record["region"].text();
    call.service = record["service"].text();
    call.operation = record["operation"].text();
    call.params = record["params"];
    call.status = record["status"].text();
    call.milliseconds = record["ms"].toInt();
    call.requestId = record["request"].text();
    return call;
}

const QRegularExpression& variable()
{
    static const QRegularExpression expression(QStringLiteral("\\$\\{([A-Za-z][A-Za-z0-9_ -]*)\\}"));
    return expression;
}

bool isBefore(const Favourite& a, const Favourite& b)
{
    return a.name.localeAwareCompare(b.name) < 0;
}

/// Those that can be read; nothing when it is no file of favourites, or one of a newer program.
std::optional<std::vector<Favourite>> favouritesOf(const QByteArray& json)
{
    const auto document =
        Document::fromJson({json.constData(), static_cast<std::size_t>(json.size())}, "the favourites");
    if (!document || (*document)->root()["version"].toInt() != 1)
        return std::nullopt;
    std::vector<Favourite> result;
    for (const auto item : (*document)->root()["favourites"].items()) {
        Favourite favourite{toQString(item["name"].text()), std::string(item["service"].text()),
                            std::string(item["operation"].text()), item["params"].toValue()};
        if (!favourite.name.isEmpty() && !favourite.operation.empty() && favourite.params.isMap())
            result.push_back(std::move(favourite));
    }
    return result;
}

} // namespace

Value keptParams(const OperationModel& operation, const Value& params)
{
    return withoutLargeBytes(codegen::withoutSecrets(operation, params).shown);
}

std::optional<PastParams> paramsOf(const Value& kept, const OperationModel& operation)
{
    PastParams result;
    auto params = parametersFromJson(operation.input(), toJson(withoutLeftOut(kept, result.left)));
    if (!params)
        return std::nullopt;
    result.params = std::move(params).value();
    return result;
}

CallHistory::CallHistory(QString path, QObject* parent) : QObject(parent), m_path(std::move(path)) {}

CallHistory::Contents CallHistory::read(const QString& path, const QDateTime& now)
{
    Contents contents;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return contents; // there is none before the first call
    std::size_t lines = 0;
    while (!file.atEnd()) {
        ++lines;
        auto call = callOf(file.readLine());
        if (!call)
            ++contents.broken;
        else if (call->at.daysTo(now) <= mostDays)
            contents.calls.push_back(std::move(*call));
    }
    std::stable_sort(contents.calls.begin(), contents.calls.end(),
                     [](const PastCall& a, const PastCall& b) { return a.at > b.at; });
    std::map<std::string, int> counts;
    std::erase_if(contents.calls,
                  [&counts](const PastCall& call) { return ++counts[call.account] > mostOfAccount; });
    contents.isLong = lines > 2 * contents.calls.size() + mostOfAccount;
    return contents;
}

void CallHistory::shorten(const QString& path, const Contents& contents)
{
    QSaveFile file(path);
    if (!openPrivate(file))
        return;
    for (auto call = contents.calls.rbegin(); call != contents.calls.rend(); ++call)
        file.write(lineOf(*call));
    file.commit();
}

void CallHistory::load()
{
    if (m_isLoaded)
        return;
    m_isLoaded = true;
    runInOwnThread(
        [path = m_path, now = QDateTime::currentDateTimeUtc()] {
            auto contents = read(path, now);
            if (contents.isLong)
                shorten(path, contents);
            return contents;
        },
        [self = QPointer<CallHistory>(this)](Contents contents) {
            if (!self)
                return;
            // What was added meanwhile may have been read as well.
            std::erase_if(contents.calls, [&](const PastCall& call) {
                return std::any_of(self->m_calls.begin(), self->m_calls.end(), [&](const PastCall& added) {
                    return added.at == call.at && added.operation == call.operation;
                });
            });
            self->m_calls.insert(self->m_calls.end(), std::make_move_iterator(contents.calls.begin()),
                                 std::make_move_iterator(contents.calls.end()));
            self->m_brokenLines = contents.broken;
            emit self->changed();
        });
}

void CallHistory::add(PastCall call, const OperationModel& operation, const Value& params)
{
    call.params = keptParams(operation, params);
    QFile file(m_path);
    // One that cannot be written is for this time alone.
    if (makePrivateFolder(QFileInfo(m_path).path()) && file.open(QIODevice::Append)) {
        file.setPermissions(ownersAlone);
        file.write(lineOf(call));
    }
    m_calls.insert(m_calls.begin(), std::move(call));
    emit changed();
}

Favourites::Favourites(QString path, QObject* parent) : QObject(parent), m_path(std::move(path))
{
    QFile file(m_path);
    if (file.open(QIODevice::ReadOnly))
        m_all = favouritesOf(file.readAll()).value_or(std::vector<Favourite>());
    std::sort(m_all.begin(), m_all.end(), isBefore);
}

bool Favourites::keep(Favourite favourite)
{
    std::erase_if(m_all, [&](const Favourite& other) { return other.name == favourite.name; });
    m_all.insert(std::upper_bound(m_all.begin(), m_all.end(), favourite, isBefore), std::move(favourite));
    return write();
}

bool Favourites::remove(const QString& name)
{
    std::erase_if(m_all, [&](const Favourite& other) { return other.name == name; });
    return write();
}

QByteArray Favourites::toJson() const
{
    Value list = Value::emptyList();
    for (const auto& favourite : m_all)
        list.append(Value::map({{"name", favourite.name.toStdString()},
                                {"service", favourite.service},
                                {"operation", favourite.operation},
                                {"params", favourite.params}}));
    return QByteArray::fromStdString(
               inia::toJson(Value::map({{"version", 1}, {"favourites", list}}), JsonStyle::indented())) +
           '\n';
}

std::optional<int> Favourites::add(const QByteArray& json)
{
    auto added = favouritesOf(json);
    if (!added)
        return std::nullopt;
    for (auto& favourite : *added)
        keep(std::move(favourite));
    return static_cast<int>(added->size());
}

bool Favourites::write() const
{
    return makePrivateFolder(QFileInfo(m_path).path()) && writePrivateFile(m_path, toJson());
}

QStringList Favourites::variables(const Value& params)
{
    QStringList names;
    const auto addAll = [&names](const QStringList& more) {
        for (const auto& name : more) {
            if (!names.contains(name))
                names.append(name);
        }
    };
    for (auto matches = variable().globalMatch(toQString(params.text())); matches.hasNext();)
        addAll({matches.next().captured(1)});
    for (const auto& item : params.items())
        addAll(variables(item));
    for (const auto& [name, member] : params.members())
        addAll(variables(member));
    return names;
}

Value Favourites::filled(const Value& params, const Shape& shape, const QMap<QString, QString>& values)
{
    if (params.isText()) {
        const QString text = toQString(params.text());
        QString result;
        qsizetype end = 0;
        for (auto matches = variable().globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            result += text.mid(end, match.capturedStart() - end) +
                      values.value(match.captured(1), match.captured());
            end = match.capturedEnd();
        }
        result += text.mid(end);
        bool isNumber = false;
        const bool isWhole = shape.type() == ShapeType::Int || shape.type() == ShapeType::Long;
        const qint64 number = result.toLongLong(&isNumber);
        return isWhole && isNumber && end > 0 ? Value(number) : Value(result.toStdString());
    }
    Value result = params;
    for (std::size_t i = 0; i < params.items().size(); ++i)
        result.mutableList()[i] =
            filled(params[i], shape.type() == ShapeType::List ? shape.element() : Shape(), values);
    for (const auto& [name, member] : params.members()) {
        const Shape inner = shape.type() == ShapeType::Map         ? shape.value()
                            : shape.type() == ShapeType::Structure ? shape.member(name)
                                                                   : Shape();
        result.insert(name, filled(member, inner, values));
    }
    return result;
}

KeptCalls::KeptCalls(const QString& folder)
    : history(folder + QStringLiteral("/calls.jsonl")),
      favourites(folder + QStringLiteral("/favourites.json"))
{
}

namespace {

constexpr int mostOffered = 12;
constexpr qsizetype longestTip = 1000;

std::string profileOf(const SessionInfo& info)
{
    return "profile " + info.profile.toStdString();
}

// Asks for a text under each of some names; all of them have to be given.
class TextsDialog final : public ConfirmDialog {
public:
    TextsDialog(const Appearance& appearance, const Confirmation& confirmation, const QStringList& names,
                QWidget* parent)
        : ConfirmDialog(appearance, confirmation, parent)
    {
        auto* body = new QWidget(this);
        auto* form = new QFormLayout(body);
        form->setContentsMargins(0, 0, 0, 0);
        for (const auto& name : names) {
            auto* field = new QLineEdit(body);
            field->setAccessibleName(name);
            form->addRow(name, field);
            m_fields.emplace_back(name, field);
            connect(field, &QLineEdit::textChanged, this, &TextsDialog::update);
        }
        setBody(body);
        m_fields.front().second->setFocus();
        update();
    }

    [[nodiscard]] QMap<QString, QString> texts() const
    {
        QMap<QString, QString> result;
        for (const auto& [name, field] : m_fields)
            result.insert(name, field->text());
        return result;
    }

private:
    void update()
    {
        bool isWhole = true;
        for (const auto& [name, field] : m_fields)
            isWhole = isWhole && !field->text().isEmpty();
        confirmButton()->setEnabled(isWhole);
    }

    std::vector<std::pair<QString, QLineEdit*>> m_fields;
};

} // namespace

CallMenu::CallMenu(const Appearance& appearance, Session session, std::shared_ptr<KeptCalls> kept,
                   QWidget* owner)
    : QObject(owner),
      m_appearance(appearance),
      m_session(std::move(session)),
      m_kept(std::move(kept)),
      m_owner(owner)
{
    m_kept->history.load();
}

std::string CallMenu::accountOf(const SessionInfo& info)
{
    return info.accountId.isEmpty() ? profileOf(info) : info.accountId.toStdString();
}

QMenu* CallMenu::makeMenu(const SessionInfo& info, Current current)
{
    auto* menu = new QMenu(m_owner);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    addPast(*menu, info, current, false);
    if (!menu->isEmpty())
        menu->addSeparator();
    addPast(*menu, info, current, true);
    if (menu->isEmpty())
        menu->addAction(tr("Nothing was run yet"))->setEnabled(false);
    if (const int broken = m_kept->history.brokenLines(); broken > 0)
        menu->addAction(broken == 1 ? tr("1 entry could not be read")
                                    : tr("%1 entries could not be read").arg(groupedNumber(broken)))
            ->setEnabled(false);
    menu->addSeparator();
    addFavourites(*menu, info, current);
    return menu;
}

void CallMenu::addPast(QMenu& menu, const SessionInfo& info, const Current& current, bool ofOthers)
{
    const std::string account = accountOf(info);
    const std::string profile = profileOf(info); // of calls from before the number was known
    int count = 0;
    for (const auto& call : m_kept->history.calls()) {
        const bool isOther =
            call.operation != current.operation.name() || call.service != current.operation.service().name();
        const bool isOwn = call.account == account || call.account == profile;
        if (!isOwn || isOther != ofOthers || ++count > mostOffered)
            continue;
        const QDateTime at = call.at.toLocalTime();
        const bool isToday = at.date() == QDate::currentDate();
        const QString name = toQString(ofOthers ? call.service + " " + call.operation : call.operation);
        const QString end =
            call.status == "done" ? durationText(call.milliseconds * 1000) : toQString(call.status);
        QAction* entry = menu.addAction(
            QStringLiteral("%1   %2   %3")
                .arg(at.toString(isToday ? QStringLiteral("HH:mm:ss") : QStringLiteral("yyyy-MM-dd HH:mm")),
                     name, end));
        entry->setToolTip(toQString(toJson(call.params, JsonStyle::indented())).left(longestTip));
        connect(entry, &QAction::triggered, this,
                [this, call] { emit chosen(call.service, call.operation, call.params); });
    }
}

void CallMenu::addFavourites(QMenu& menu, const SessionInfo& info, const Current& current)
{
    QMenu* all = menu.addMenu(tr("Favourites"));
    QMenu* removals = new QMenu(tr("Remove"), all);
    std::map<QString, QMenu*> folders;
    for (const auto& favourite : m_kept->favourites.all()) {
        const QString folder = favourite.name.section(u'/', 0, -2);
        QMenu*& place = folders[folder];
        if (place == nullptr)
            place = folder.isEmpty() ? all : all->addMenu(folder);
        QAction* entry = place->addAction(favourite.name.section(u'/', -1));
        entry->setToolTip(toQString(favourite.service + " " + favourite.operation));
        connect(entry, &QAction::triggered, this, [this, info, favourite] { use(info, favourite); });
        removals->addAction(favourite.name, this,
                            [this, name = favourite.name] { m_kept->favourites.remove(name); });
    }
    all->addSeparator();
    all->addAction(tr("Keep what is set…"), this, [this, info, current] { askForName(info, current); });
    all->addAction(tr("Copy all as JSON"), this,
                   [this] { emit copyRequested(QString::fromUtf8(m_kept->favourites.toJson())); })
        ->setEnabled(!m_kept->favourites.all().empty());
    all->addAction(tr("Add those in the clipboard"), this, [this] {
        const auto added = m_kept->favourites.add(QGuiApplication::clipboard()->text().toUtf8());
        emit noticeRequested(added ? tr("%1 favourites").arg(groupedNumber(*added))
                                   : tr("The clipboard holds no favourites"));
    });
    all->addMenu(removals)->setEnabled(!m_kept->favourites.all().empty());
}

void CallMenu::askForName(const SessionInfo& info, const Current& current)
{
    if (m_asking)
        return;
    Confirmation confirmation;
    confirmation.session = info;
    confirmation.title = tr("Keep as a favourite");
    confirmation.sentence =
        tr("Folder/Name puts it into a folder. ${Name} in a text is asked for when it is used.");
    confirmation.call = tr("Secrets are left out, and account and region are those it is used in");
    confirmation.button = tr("Keep");
    confirmation.place = tr("favourites");
    auto* dialog = new TextsDialog(m_appearance, confirmation, {tr("Name")}, m_owner->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_asking = dialog;
    connect(dialog, &QDialog::accepted, this, [this, dialog, current] {
        Favourite favourite{dialog->texts().first(), current.operation.service().name(),
                            std::string(current.operation.name()),
                            keptParams(current.operation, current.params)};
        if (!m_kept->favourites.keep(std::move(favourite)))
            emit noticeRequested(tr("It is kept until the program ends: its file cannot be written"));
    });
    dialog->open();
}

void CallMenu::use(const SessionInfo& info, const Favourite& favourite)
{
    const QStringList names = Favourites::variables(favourite.params);
    if (names.isEmpty()) {
        emit chosen(favourite.service, favourite.operation, favourite.params);
        return;
    }
    if (m_asking)
        return;
    Confirmation confirmation;
    confirmation.session = info;
    confirmation.title = favourite.name;
    confirmation.call = tr("Fills the form of %1; nothing is called").arg(toQString(favourite.operation));
    confirmation.button = tr("Use");
    auto* dialog = new TextsDialog(m_appearance, confirmation, names, m_owner->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_asking = dialog;
    connect(dialog, &QDialog::accepted, this, [this, dialog, favourite] {
        const auto model = m_session.catalog()->service(favourite.service);
        const auto operation = model ? (*model)->operation(favourite.operation) : OperationModel();
        emit chosen(favourite.service, favourite.operation,
                    Favourites::filled(favourite.params, operation.valid() ? operation.input() : Shape(),
                                       dialog->texts()));
    });
    dialog->open();
}

} // namespace inia::ui
