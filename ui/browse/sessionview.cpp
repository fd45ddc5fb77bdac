#include "ui/browse/sessionview.h"

#include "core/endpoint/partitions.h"
#include "ui/browse/browserview.h"
#include "ui/delegates/format.h"
#include "ui/delegates/treedelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/s3listing.h"
#include "ui/models/s3treesource.h"
#include "ui/panels/detailspanel.h"
#include "ui/panels/errorstate.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

namespace inia::ui {

SessionView::SessionView(const Appearance& appearance, Session session, const SessionInfo& info, int color,
                         QObject* parent)
    : QObject(parent),
      m_session(std::move(session)),
      m_service(m_session.resource("s3")),
      m_treeView(new TreeView(appearance, TreeView::Look::Navigation, new TreeDelegate(appearance))),
      m_browser(new BrowserView(appearance, m_objects, info.profile)),
      m_details(new DetailsPanel(appearance, m_session.partitions()->forRegion(m_session.region()).name))
{
    connectTree();
    connectBrowser();
    connect(&m_navigator, &Navigator::moved, this, &SessionView::followNavigator);
    connect(m_details, &DetailsPanel::showCallRequested, this, &SessionView::showCallRequested);
    connect(m_details, &DetailsPanel::copyRequested, this, &SessionView::copyRequested);
    buildTree(info, color);
    showRoot();
}

// The widgets paint from the models, which go with this object.
SessionView::~SessionView()
{
    delete m_treeView;
    delete m_browser;
    delete m_details;
}

TreeView* SessionView::tree() const
{
    return m_treeView;
}

BrowserView* SessionView::browser() const
{
    return m_browser;
}

DetailsPanel* SessionView::details() const
{
    return m_details;
}

void SessionView::buildTree(const SessionInfo& info, int color)
{
    TreeSession root;
    root.name = info.profile;
    root.region = info.region;
    root.color = color;
    root.production = info.production;
    std::vector<std::unique_ptr<TreeSource>> services;
    if (m_service)
        services.push_back(std::make_unique<S3TreeSource>(*m_service));
    m_treeModel.setSession(root, std::move(services));
    m_treeView->setAccessibleName(tr("Resources"));
    m_treeView->setModel(&m_treeModel);
    m_treeView->expand(m_treeModel.sessionIndex());
    m_treeView->expand(serviceIndex());
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
    connect(m_treeView, &TreeView::retryRequested, this, activate);
    // The list of buckets is told in the browser too while no bucket is open.
    connect(&m_treeModel, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& index) {
        if (index == serviceIndex() && m_navigator.current().bucket.empty())
            showRoot();
    });
}

void SessionView::connectBrowser()
{
    connect(m_browser, &BrowserView::prefixOpened, this, [this](const std::string& prefix) {
        go(S3Location{m_navigator.current().bucket, prefix});
    });
    connect(m_browser, &BrowserView::serverFilterRequested, this, &SessionView::filterByServer);
    connect(m_browser, &BrowserView::upRequested, this, &SessionView::up);
    connect(m_browser, &BrowserView::selectionSettled, this, &SessionView::showDetails);
    connect(m_browser, &BrowserView::showCallRequested, this, &SessionView::showCallRequested);
    connect(m_browser, &BrowserView::copyRequested, this, &SessionView::copyRequested);
    connect(m_browser, &BrowserView::actionTriggered, this, &SessionView::actAtRoot);
}

QModelIndex SessionView::serviceIndex() const
{
    return m_treeModel.indexOf(QStringLiteral("s3://"));
}

Result<Resource> SessionView::bucket(const std::string& name) const
{
    if (!m_service)
        return m_service.error();
    return m_service->subResource("Bucket", {name});
}

void SessionView::go(const S3Location& place)
{
    m_navigator.go(place);
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

void SessionView::followNavigator(const S3Location& from)
{
    const S3Location& to = m_navigator.current();
    // Coming from a place inside this one, that place is the row one wants to see.
    std::string select;
    if (from.bucket == to.bucket && from.prefix.starts_with(to.folder())) {
        const auto slash = from.prefix.find('/', to.folder().size());
        if (slash != std::string::npos)
            select = from.prefix.substr(0, slash + 1);
    } else if (to.folder() != to.prefix) {
        select = to.prefix;
    }
    list(select);
    selectInTree();
    emit placeChanged();
}

void SessionView::list(const std::string& select)
{
    const S3Location& place = m_navigator.current();
    if (place.bucket.empty()) {
        m_objects.clear();
        showRoot();
        showDetails();
        return;
    }
    const S3Location folder{place.bucket, place.folder()};
    const auto found = bucket(place.bucket);
    const auto listing = found
                             ? objectsBelow(*found, folder.prefix, place.prefix.substr(folder.prefix.size()))
                             : Result<Collection>(found.error());
    if (listing)
        m_objects.open(*listing, folder);
    else
        m_objects.openFailed(folder, listing.error());
    m_browser->showInstead(std::nullopt);
    m_browser->enter(place, select);
    showDetails();
}

void SessionView::showRoot()
{
    StateContent content;
    const Error* error = m_treeModel.error(serviceIndex());
    if (!m_service) {
        content = errorState(m_service.error(), tr("S3 cannot be used in this session"), false);
        content.actions.clear();
    } else if (error != nullptr) {
        content = errorState(*error,
                             isAccessDenied(*error) ? tr("You may not list the buckets")
                                                    : tr("The buckets could not be listed"),
                             m_treeModel.lastCallId(serviceIndex()) != 0);
        content.actions.append({stateaction::enterPath, tr("Open a path\u2026"), {}});
    } else {
        content.iconName = QStringLiteral("bucket");
        content.title = tr("Choose a bucket");
        content.sentence = tr("Pick one in the tree at the left, or open a path you know.");
        content.actions = {{stateaction::enterPath, tr("Open a path\u2026"), {}}};
    }
    m_browser->showInstead(content, rootStatus());
}

StatusFacts SessionView::rootStatus() const
{
    using State = CollectionCursor::State;
    const QModelIndex service = serviceIndex();
    int buckets = m_treeModel.rowCount(service);
    if (buckets > 0 && !m_treeModel.index(buckets - 1, 0, service).data(StateRole).isNull() &&
        m_treeModel.index(buckets - 1, 0, service).data(StateRole).value<RowState>() != RowState::Ready)
        --buckets; // the row that says how the listing is doing
    const QString count = buckets == 1 ? tr("1 bucket") : tr("%1 buckets").arg(countText(buckets));
    StatusFacts status;
    switch (m_treeModel.state(service)) {
    case State::Loading:
        status.mark = StatusFacts::Mark::Busy;
        status.count = tr("Loading\u2026");
        break;
    case State::More:
        status.count = tr("%1, more").arg(count);
        break;
    case State::Complete:
        status.count = m_service ? tr("%1, complete").arg(count) : QString();
        break;
    case State::Failed:
        status.mark = StatusFacts::Mark::Warning;
        status.count = tr("Failed");
        break;
    case State::Pristine:
        break;
    }
    return status;
}

void SessionView::actAtRoot(const QString& id)
{
    const QModelIndex service = serviceIndex();
    if (id == stateaction::enterPath)
        emit enterPathRequested();
    else if (id == stateaction::showRequest)
        emit showCallRequested(m_treeModel.lastCallId(service));
    else if (id == stateaction::retry)
        m_treeModel.reload(service);
}

void SessionView::goToTreeIndex(const QModelIndex& index)
{
    const QString uri = m_treeModel.uri(index);
    if (uri.isEmpty())
        return;
    const auto place = S3Location::parse(uri.toStdString());
    if (place)
        go(*place);
}

// Only what the tree has loaded already: showing where one is must not cost requests of its own.
void SessionView::selectInTree()
{
    const S3Location folder{m_navigator.current().bucket, m_navigator.current().folder()};
    const QModelIndex index = m_treeModel.indexOf(toQString(folder.uri()));
    if (!index.isValid() || index == m_treeView->currentIndex())
        return;
    m_treeView->setCurrentIndex(index);
    m_treeView->scrollTo(index);
}

void SessionView::filterByServer(const QString& startsWith)
{
    const S3Location& here = m_navigator.current();
    const S3Location wanted{here.bucket, here.folder() + startsWith.toStdString()};
    // A slash in the text leads into another folder, which is a step of its own.
    if (wanted.folder() == here.folder())
        m_navigator.refine(wanted);
    else
        go(wanted);
}

void SessionView::showDetails()
{
    const S3Location& place = m_navigator.current();
    if (place.bucket.empty()) {
        m_details->clear();
        return;
    }
    const auto selected = m_browser->onlySelected();
    const auto found = bucket(place.bucket);
    if (selected && !selected->isPrefix && found) {
        if (const auto object = found->subResource("Object", {selected->key})) {
            m_details->showObject(*object, {place.bucket, selected->key}, selected->iconName);
            return;
        }
    }
    m_details->showPlace({place.bucket, selected ? selected->key : place.folder()});
}

void SessionView::reload()
{
    const S3Location folder{m_navigator.current().bucket, m_navigator.current().folder()};
    const QString uri = toQString(folder.uri());
    const QModelIndex index = m_treeModel.indexOf(uri);
    if (index.isValid() && m_treeModel.uri(index) == uri)
        m_treeModel.reload(index);
    const auto selected = m_browser->onlySelected();
    list(selected ? selected->key : std::string());
}

void SessionView::cancelLoading()
{
    m_objects.cancel();
}

void SessionView::focusRows()
{
    m_browser->focusRows();
}

void SessionView::focusFilter()
{
    m_browser->focusFilter();
}

} // namespace inia::ui
