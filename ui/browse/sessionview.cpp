#include "ui/browse/sessionview.h"

#include "core/resource/consolelink.h"
#include "ui/actions/actionrunner.h"
#include "ui/browse/navigator.h"
#include "ui/browse/objectspage.h"
#include "ui/browse/servicekit.h"
#include "ui/browse/servicepages.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/signin.h"
#include "ui/panels/resourcefacts.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QUrl>
#include <QtWidgets/QMenu>

#include <algorithm>
#include <set>
#include <string>

namespace inia::ui {

namespace {

void popUp(QMenu* menu, const QPoint& global)
{
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(global);
}

// Why there is nothing to copy or to open.
QString unknownText(CommandId id)
{
    switch (id) {
    case CommandId::CopyConsoleLink:
    case CommandId::OpenInConsole:
        return SessionView::tr("No page of the AWS console is known for it");
    case CommandId::CopyArn:
        return SessionView::tr("Its ARN is not known");
    case CommandId::CopyUri:
        return SessionView::tr("It has no place of its own");
    default:
        return SessionView::tr("It has no id");
    }
}

} // namespace

// What is the window's goes on to it.
class SessionView::Services final : public PageServices {
public:
    explicit Services(SessionView& view) : m_view(view), m_window(view.m_shared.services) {}

    void copy(const QString& text) override { m_window.copy(text); }
    void showCall(quint64 callId) override { m_window.showCall(callId); }
    quint64 callOf(const std::string& requestId) const override { return m_window.callOf(requestId); }
    void signIn() override { m_window.signIn(); }
    void allowChanges() override { m_window.allowChanges(); }
    void openUrl(const QUrl& url) override { m_window.openUrl(url); }
    [[nodiscard]] std::vector<OpenTab> openTabs() const override { return m_window.openTabs(); }
    [[nodiscard]] std::set<std::string> ownUploads() const override { return m_window.ownUploads(); }
    void goToRegion(const std::string& region, const Place& place) override
    {
        m_window.goToRegion(region, place);
    }
    void go(const Place& place) override { m_view.go(place); }
    void notify(const QString& text) override { m_view.showNotice(text); }
    void refine(const Place& place) override { m_view.m_navigator.refine(place); }
    void up() override { m_view.up(); }
    void reload() override { m_view.reload(); }
    void openResource(const Resource& resource) override
    {
        if (const auto place = m_view.placeThere(resource))
            m_view.go(*place);
    }
    void openCollection(const Resource& owner, const std::string& name) override
    {
        if (const auto place = placeOfCollection(owner, name))
            m_view.go(m_view.inRegionOf(*place, owner));
    }
    void openAddress(const QString& address) override { m_view.follow(address, m_view.m_session.region()); }
    void openAddressOf(const Resource& owner, const QString& address) override
    {
        m_view.follow(address, m_view.regionOf(owner));
    }
    void showMenu(const std::vector<Resource>& resources, const QPoint& global) override
    {
        m_view.showRowsMenu(resources, global);
    }
    void deleteResources(const std::vector<Resource>& resources, const QPoint& global) override
    {
        m_view.deleteRows(resources, global);
    }

private:
    SessionView& m_view;
    WindowServices& m_window;
};

SessionView::SessionView(const Appearance& appearance, Session session, const SessionInfo& info, int color,
                         const Place& start, SharedParts shared, QObject* parent)
    : QObject(parent),
      m_session(std::move(session)),
      m_icons(appearance.icons()),
      m_gate(std::make_unique<ChangeGate>(info, m_session.policy())),
      m_resources(m_session),
      m_shared(std::move(shared)),
      m_services(std::make_unique<Services>(*this)),
      m_parts({appearance, m_session, m_resources, *m_gate, *m_services, info.profile, m_shared.columns,
               m_shared.kept, m_shared.turns}),
      m_navigator(start),
      m_treeView(new TreeView(appearance, TreeView::Look::Navigation, new TreeDelegate(appearance))),
      m_details(new DetailsArea(*m_shared.kits, m_parts)),
      m_centre(new CentreArea(*m_shared.kits, m_parts, *m_details)),
      m_runner(std::make_unique<ActionRunner>(appearance, m_session, *m_gate, *m_services, m_centre)),
      m_menu(std::make_unique<ActionMenu>(appearance.icons(), *m_runner))
{
    connectTree();
    connectActions();
    connect(&m_navigator, &Navigator::moved, this, &SessionView::followNavigator);
    buildTree(info, color);
    m_centre->enter(m_navigator.current(), m_navigator.current());
    selectInTree();
}

QStringList SessionView::warnings() const
{
    QStringList lines;
    if (m_showsWarnings) {
        for (const auto& warning : m_session.warnings())
            lines.append(toOneLine(warning));
    }
    return lines;
}

// The widgets paint from the models, which go with this object; the centre knows the details.
SessionView::~SessionView()
{
    m_runner.reset();
    delete m_treeView;
    delete m_centre;
    delete m_details;
}

TreeView* SessionView::tree() const
{
    return m_treeView;
}

CentreArea* SessionView::centre() const
{
    return m_centre;
}

DetailsArea* SessionView::details() const
{
    return m_details;
}

QWidget* SessionView::focusArea() const
{
    return m_centre->page().focusArea();
}

ObjectsView* SessionView::objectsView() const
{
    return m_centre->pageOf<ObjectsPage>().view();
}

ObjectTableModel& SessionView::objects()
{
    return m_centre->pageOf<ObjectsPage>().objects();
}

void SessionView::buildTree(const SessionInfo& info, int color)
{
    TreeSession root;
    root.name = info.profile;
    root.region = info.region;
    root.color = color;
    root.production = info.production;
    std::vector<std::unique_ptr<TreeSource>> services;
    for (const auto& name : m_resources.services())
        services.push_back(m_shared.kits->treeSource(name, m_resources));
    m_treeModel.setSession(root, std::move(services), m_resources.foremost());
    m_treeView->setAccessibleName(tr("Resources"));
    m_treeView->setModel(&m_treeModel);
    m_treeView->expand(m_treeModel.sessionIndex());
    m_treeView->expand(m_treeModel.indexOf(toQString(m_navigator.current().uri())));
}

void SessionView::connectTree()
{
    connect(m_treeView, &QAbstractItemView::clicked, this, &SessionView::goToTreeIndex);
    connect(m_treeView, &QAbstractItemView::activated, this, &SessionView::goToTreeIndex);
    connect(m_treeView, &QAbstractItemView::doubleClicked, m_treeView, [this](const QModelIndex& index) {
        m_treeView->setExpanded(index, !m_treeView->isExpanded(index));
    });
    const auto activate = [this](const QModelIndex& index) { (void)m_treeModel.activate(index); };
    connect(m_treeView, &TreeView::loadMoreRequested, this, activate);
    connect(m_treeView, &TreeView::retryRequested, this, [this](const QModelIndex& index) {
        const Error* error = m_treeModel.error(index);
        if (error != nullptr && signInNeed(*error) != SignInNeed::None)
            m_services->signIn();
        else
            (void)m_treeModel.activate(index);
    });
    m_treeView->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_treeView, &QWidget::customContextMenuRequested, this, &SessionView::showTreeMenu);
}

void SessionView::connectActions()
{
    connect(m_gate.get(), &ChangeGate::allowRequested, m_services.get(), &WindowServices::allowChanges);
    connect(m_runner.get(), &ActionRunner::changed, this, &SessionView::reloadAfter);
    m_runner->setCanOpen([](const Resource& owner, std::string_view collection) {
        return placeOfCollection(owner, std::string(collection)).has_value();
    });
}

PageServices& SessionView::services() const
{
    return *m_services;
}

void SessionView::setInfo(const SessionInfo& info)
{
    m_gate->setInfo(info);
    m_resources.setAccount(info.accountId.toStdString());
}

Whereabouts SessionView::whereabouts() const
{
    return {m_session.region(), m_gate->info().accountId.toStdString()};
}

// A service, a bucket or a resource; nothing where the tree shows only the way there.
std::optional<Resource> SessionView::resourceAtTreeIndex(const QModelIndex& index) const
{
    const auto place = Place::parse(m_treeModel.uri(index).toStdString());
    if (!index.isValid() || !place)
        return std::nullopt;
    if (place->isService()) {
        const auto& service = m_resources.service(place->service());
        return service ? std::optional(*service) : std::nullopt;
    }
    const bool isResource = place->s3() ? place->s3()->prefix.empty() : place->resource()->isResource();
    const auto resource = m_treeModel.resource(index);
    return isResource && resource ? std::optional(*resource) : std::nullopt;
}

void SessionView::showTreeMenu(const QPoint& inViewport)
{
    // The menu key asks at the middle of the view; the menu belongs to the row.
    QModelIndex index = m_treeView->indexAt(inViewport);
    if (!index.isValid())
        index = m_treeView->currentIndex();
    if (const auto resource = resourceAtTreeIndex(index)) {
        QMenu* menu = makeMenu({*resource});
        if (resource->type() == ResourceDefinitions::serviceType) {
            menu->addSeparator();
            menu->addAction(
                m_icons.icon(QStringLiteral("terminal")), tr("Open API console"), this,
                [this, service = resource->definition().service] { go(ConsolePage::placeOf(service)); });
        }
        const QPoint below = m_treeView->visualRect(index).bottomLeft();
        const bool onRow = m_treeView->indexAt(inViewport).isValid();
        popUp(menu, m_treeView->viewport()->mapToGlobal(onRow ? inViewport : below));
    }
}

QMenu* SessionView::makeMenu(const std::vector<Resource>& resources)
{
    auto* menu = new QMenu(m_centre);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!resources.empty())
        m_menu->fill(*menu, resources);
    return menu;
}

void SessionView::showRowsMenu(const std::vector<Resource>& resources, const QPoint& global)
{
    if (const QString obstacle = notOurs(resources); !obstacle.isNull()) {
        m_centre->page().showNotice(obstacle);
        return;
    }
    QMenu* menu = makeMenu(resources);
    menu->addActions(m_centre->page().ownActions());
    if (resources.size() == 1) {
        addEverydayPlaces(*menu, resources.front());
        addLinks(*menu, resources.front());
    }
    emit rowsMenuOpening(menu);
    addSearches(*menu);
    popUp(menu, global);
}

void SessionView::addEverydayPlaces(QMenu& menu, const Resource& resource)
{
    const auto place = placeThere(resource);
    if (!place)
        return;
    menu.addSeparator();
    for (const auto& [text, icon, target] : everydayPlaces(*place, resource))
        menu.addAction(m_icons.icon(icon), text, this, [this, target] { go(target); });
}

// Where the values of a row lead, but for what names the row itself.
void SessionView::addLinks(QMenu& menu, const Resource& resource)
{
    const auto links = linksOf(resource);
    if (links.empty())
        return;
    auto* more = new QMenu(tr("Go to"), &menu);
    more->setIcon(m_icons.icon(QStringLiteral("link")));
    for (const auto& link : links) {
        more->addAction(toOneLine(link), this, [this, link, region = regionOf(resource)] {
            follow(QString::fromStdString(link), region);
        });
    }
    menu.addSeparator();
    menu.addMenu(more);
}

// Where there is something to be searched.
void SessionView::addSearches(QMenu& menu)
{
    if (!m_centre->page().searchRoot())
        return;
    menu.addSeparator();
    for (const auto& [id, text] : {std::pair(CommandId::SearchBelow, tr("Search below\u2026")),
                                   std::pair(CommandId::CalculateSize, tr("Calculate size"))}) {
        const CentrePage::Act doing = act(id);
        const QString keys = keyText(id);
        if (doing.obstacle.isNull())
            menu.addAction(m_icons.icon(QString::fromLatin1(commandOf(id).icon)),
                           keys.isEmpty() ? text : text + u'\t' + keys, this, doing.run);
    }
}

// What the menu offers for it, which asks first; where that is not one thing, the menu itself.
void SessionView::deleteRows(const std::vector<Resource>& resources, const QPoint& global)
{
    if (const QString obstacle = notOurs(resources); !obstacle.isNull()) {
        m_centre->page().showNotice(obstacle);
        return;
    }
    if (!m_gate->isOpen()) {
        m_centre->page().showNotice(m_gate->reason());
        return;
    }
    std::vector<ActionChoice> choices = choicesFor(resources, m_runner->partition());
    std::erase_if(choices, [](const ActionChoice& choice) {
        return choice.kind != ActionChoice::Kind::Act || choice.effect != Effect::Destroy;
    });
    const auto isMeant = [](const ActionChoice& choice) { return choice.name == "delete"; };
    const auto meant = std::find_if(choices.begin(), choices.end(), isMeant);
    if (meant != choices.end())
        m_runner->run(*meant, resources);
    else if (choices.size() == 1)
        m_runner->run(choices.front(), resources);
    else if (choices.empty())
        m_centre->page().showNotice(tr("There is no deleting these."));
    else
        showRowsMenu(resources, global);
}

void SessionView::go(const Place& place)
{
    const ResourceLocation* there = place.resource();
    if (there == nullptr || there->isMerged() || there->regions.empty())
        m_navigator.go(place);
    else if (const RegionName name(there->regions.front());
             name.region == m_session.region() &&
             (name.profile.empty() || name.profile == m_session.profileName()))
        m_navigator.go(place.inOwnRegion());
    else
        m_services->goToRegion(there->regions.front(), place.inOwnRegion());
}

void SessionView::follow(const QString& address, const std::string& region)
{
    const auto place = placeFromText(address, m_resources, {region, whereabouts().account});
    if (!place) {
        showNotice(toOneLine(place.error().message));
        return;
    }
    const ResourceLocation* there = place->resource();
    if (there == nullptr || !there->regions.empty() || region == m_session.region()) {
        go(*place);
        return;
    }
    ResourceLocation elsewhere = *there;
    elsewhere.regions = {region};
    go(elsewhere);
}

// A row of several regions that are one list, and what it leads to, is where its client is.
Place SessionView::inRegionOf(const Place& place, const Resource& resource) const
{
    const std::string elsewhere = regionNameOf(resource, m_resources, *m_services);
    if (place.resource() == nullptr || elsewhere.empty())
        return place;
    ResourceLocation there = *place.resource();
    there.regions = {elsewhere};
    return there;
}

// Dialogs, locks and ARNs here are this session's: why nothing is done with rows of others; null for its own.
QString SessionView::notOurs(const std::vector<Resource>& resources) const
{
    const bool areOurs = std::all_of(resources.begin(), resources.end(), [this](const Resource& resource) {
        return &resource.client().policy() == &m_session.policy();
    });
    return areOurs ? QString() : tr("This is of another session. Open it to work with it there.");
}

std::optional<Place> SessionView::placeThere(const Resource& resource) const
{
    const auto place = placeOf(resource);
    return place ? std::optional(inRegionOf(*place, resource)) : std::nullopt;
}

void SessionView::openConsole()
{
    const Place& here = m_navigator.current();
    if (!ConsolePage::isFor(here))
        go(ConsolePage::placeOf(here.service()));
    m_centre->page().focusRows();
}

void SessionView::editCall(const std::string& service, const std::string& operation, const Value& params)
{
    go(ConsolePage::placeOf(service, operation));
    if (auto* page = qobject_cast<ConsolePage*>(&m_centre->page()))
        page->setParams(params);
    m_centre->page().focusRows();
}

void SessionView::back()
{
    m_navigator.back();
}

void SessionView::forward()
{
    m_navigator.forward();
}

void SessionView::up()
{
    m_navigator.up();
}

void SessionView::followNavigator(const Place& from)
{
    m_centre->enter(m_navigator.current(), from);
    selectInTree();
    emit placeChanged();
}

void SessionView::goToTreeIndex(const QModelIndex& index)
{
    const QString uri = m_treeModel.uri(index);
    if (uri.isEmpty())
        return;
    if (const auto place = Place::parse(uri.toStdString()))
        go(*place);
}

// Only what the tree has loaded already, or knows without asking: showing where one is must not cost requests
// of its own.
void SessionView::selectInTree()
{
    const QModelIndex index =
        m_treeModel.open(toQString(m_navigator.current().inOwnRegion().unfiltered().uri()));
    if (!index.isValid() || index == m_treeView->currentIndex())
        return;
    m_treeView->setCurrentIndex(index);
    m_treeView->scrollTo(index);
}

void SessionView::reload()
{
    Place listed = m_navigator.current().inOwnRegion().unfiltered();
    if (listed.resource() && listed.resource()->isResource())
        listed = listed.parent();
    const QString uri = toQString(listed.uri());
    const QModelIndex index = m_treeModel.indexOf(uri);
    if (index.isValid() && m_treeModel.uri(index) == uri)
        m_treeModel.reload(index);
    m_centre->page().reload();
}

void SessionView::goOn()
{
    m_treeModel.retryWhere([](const Error& error) { return signInNeed(error) != SignInNeed::None; });
    m_centre->page().goOn();
    m_details->goOn();
}

// What has changed may have come or gone as well: the tree's lists that hold it ask again, and so does the
// page.
void SessionView::reloadAfter(const std::vector<Resource>& changed)
{
    std::set<std::string> lists;
    for (const auto& resource : changed) {
        if (const auto place = placeOf(resource))
            lists.insert(place->parent().uri());
    }
    for (const auto& list : lists) {
        const QModelIndex index = m_treeModel.indexOf(toQString(list));
        if (index.isValid() && m_treeModel.uri(index) == toQString(list))
            m_treeModel.reload(index);
    }
    m_centre->page().reload();
}

void SessionView::cancelLoading()
{
    m_centre->page().cancelLoading();
}

void SessionView::focusRows()
{
    m_centre->page().focusRows();
}

void SessionView::fillActions(QMenu& menu)
{
    const auto resources = m_centre->page().selected();
    if (!resources.empty() && notOurs(resources).isNull())
        m_menu->fill(menu, resources);
    menu.addActions(m_centre->page().ownActions());
    emit rowsMenuOpening(&menu);
}

// Copies are of the resources selected, wherever they stand.
CentrePage::Act SessionView::act(CommandId id)
{
    switch (id) {
    case CommandId::SearchBelow: {
        const auto root = m_centre->page().searchRoot();
        if (m_navigator.current().state("find") != nullptr)
            return {[this] { focusFilter(); }, {}};
        return {[this, root] {
                    go(root->withState("find"));
                    focusFilter();
                },
                root ? QString() : tr("Only what is in S3 can be searched")};
    }
    case CommandId::CalculateSize: {
        const auto root = m_centre->page().searchRoot();
        const bool isOne = root && !root->s3()->bucket.empty();
        return {[this, root] { go(root->withState("sizes")); },
                isOne ? QString() : tr("Select a bucket or a folder of S3")};
    }
    case CommandId::CopyId:
    case CommandId::CopyArn:
    case CommandId::CopyUri:
    case CommandId::CopyConsoleLink:
    case CommandId::OpenInConsole:
        break;
    default:
        return m_centre->page().act(id);
    }
    const auto resources = m_centre->page().selected();
    if (resources.empty())
        return {{}, tr("Select rows first")};
    if (const QString obstacle = notOurs(resources); !obstacle.isNull())
        return {{}, obstacle};
    const QString text = textFor(id, resources);
    if (text.trimmed().isEmpty())
        return {{}, unknownText(id)};
    if (id == CommandId::OpenInConsole)
        return {[this, text] { m_services->openUrl(QUrl(text)); }, {}};
    return {[this, text] { m_services->copy(text); }, {}};
}

// Of a service without regions the client's is a name for all of them.
std::string SessionView::regionOf(const Resource& resource) const
{
    const auto& own = m_resources.service(resource.definition().service);
    const bool isElsewhere = own && own->client().region() != resource.client().region();
    return isElsewhere ? resource.client().region() : m_session.region();
}

// One line for each resource, as far as it is known. Of pages the first alone: nobody wants a hundred of
// them.
QString SessionView::textFor(CommandId id, const std::vector<Resource>& resources) const
{
    ActionChoice copied;
    copied.kind = ActionChoice::Kind::Copy;
    copied.name = id == CommandId::CopyId ? "id" : "arn";
    if (id == CommandId::CopyId || id == CommandId::CopyArn)
        return copiedText(copied, resources, m_runner->partition());
    QStringList lines;
    for (const auto& resource : resources) {
        if (id == CommandId::CopyUri) {
            if (const auto place = placeThere(resource))
                lines.append(toQString(place->uri()));
            continue;
        }
        const auto link = consoleLink(*m_session.catalog(), resource,
                                      {m_runner->partition(), regionOf(resource), whereabouts().account});
        if (!link.empty())
            lines.append(toQString(link));
        if (id == CommandId::OpenInConsole)
            break;
    }
    return lines.join(u'\n');
}

void SessionView::showNotice(const QString& text)
{
    m_centre->page().showNotice(text);
}

void SessionView::focusFilter()
{
    m_centre->page().focusFilter();
}

} // namespace inia::ui
