#include "ui/console/callmenu.h"

#include "core/model/catalog.h"
#include "core/model/servicemodel.h"
#include "core/protocol/jsonwriter.h"
#include "ui/delegates/format.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/button.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>

#include <map>

namespace inia::ui {

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
