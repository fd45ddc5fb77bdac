#include "ui/transfers/draganddrop.h"

#include "core/objects/objectkeys.h"
#include "core/transfer/downloadfile.h"
#include "core/transfer/localname.h"
#include "ui/models/displaytext.h"
#include "ui/models/transfermodel.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMimeData>
#include <QtCore/QStandardPaths>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtCore/QUuid>
#include <QtGui/QDrag>
#include <QtGui/QDropEvent>
#include <QtGui/QFontMetrics>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>

#include <algorithm>

namespace inia::ui {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

QString lockOf(const QString& folder)
{
    return folder + QStringLiteral(".lock");
}

} // namespace

QString DragFolder::standardBase()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::CacheLocation))
        .filePath(QStringLiteral("dragged"));
}

DragFolder::DragFolder(const QString& path) : m_path(path), m_lock(lockOf(path))
{
    m_lock.setStaleLockTime(0); // it may be needed for long; the process that holds it tells
}

std::unique_ptr<DragFolder> DragFolder::create(const QString& base)
{
    if (!QDir().mkpath(base))
        return nullptr;
    QFile::setPermissions(base, ownerOnly);
    sweep(base);
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<DragFolder> folder(new DragFolder(QDir(base).filePath(name)));
    // The lock first: a folder without one is nobody's.
    if (!folder->m_lock.tryLock(0) || !QDir().mkpath(folder->m_path))
        return nullptr;
    return folder;
}

DragFolder::~DragFolder()
{
    if (m_lock.isLocked())
        QDir(m_path).removeRecursively();
}

void DragFolder::sweep(const QString& base)
{
    for (const QFileInfo& folder :
         QDir(base).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        QLockFile lock(lockOf(folder.filePath()));
        lock.setStaleLockTime(0);
        if (lock.tryLock(0))
            QDir(folder.filePath()).removeRecursively();
    }
}

DropHint::DropHint(const Appearance& appearance, QWidget* over) : QWidget(over), m_appearance(appearance)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropHint::showFor(const QRect& row, const QString& words)
{
    m_row = row;
    m_words = words;
    setGeometry(parentWidget()->rect());
    show();
    raise();
    update();
}

void DropHint::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const QRectF frame = m_row.isNull() ? QRectF(rect()) : QRectF(m_row);
    strokeRounded(painter, frame.adjusted(1, 1, -1, -1), theme.sizes().radiusField, 2,
                  theme.color(Token::Focus));
    const QFontMetrics metrics(theme.font(FontRole::Control));
    const int padding = theme.px(12);
    const QString words = metrics.elidedText(m_words, Qt::ElideMiddle, width() - 4 * padding);
    const QSize size(metrics.horizontalAdvance(words) + 2 * padding, theme.px(28));
    const QRect pill((width() - size.width()) / 2, height() - size.height() - padding, size.width(),
                     size.height());
    fillRounded(painter, pill, theme.sizes().radiusField, theme.color(Token::Accent));
    painter.setFont(theme.font(FontRole::Control));
    painter.setPen(theme.color(Token::OnAccent));
    painter.drawText(pill, Qt::AlignCenter, words);
}

namespace {

const QString objectsFormat = QStringLiteral("application/x-inia-objects");

} // namespace

void HeldObjects::fill(QMimeData& data) const
{
    QJsonArray all;
    QStringList lines;
    for (const std::string& key : keys) {
        all.append(toQString(key));
        lines.append(toQString(S3Location{bucket, key}.uri()));
    }
    const QJsonObject told{{QStringLiteral("profile"), profile},
                           {QStringLiteral("bucket"), toQString(bucket)},
                           {QStringLiteral("keys"), all},
                           {QStringLiteral("cut"), isCut}};
    data.setData(objectsFormat, QJsonDocument(told).toJson(QJsonDocument::Compact));
    data.setText(lines.join(u'\n'));
}

std::optional<HeldObjects> HeldObjects::in(const QMimeData& data)
{
    HeldObjects held;
    if (data.hasFormat(objectsFormat)) {
        const QJsonObject told = QJsonDocument::fromJson(data.data(objectsFormat)).object();
        held.profile = told[QLatin1String("profile")].toString();
        held.bucket = told[QLatin1String("bucket")].toString().toStdString();
        held.isCut = told[QLatin1String("cut")].toBool();
        for (const auto& key : told[QLatin1String("keys")].toArray())
            held.keys.push_back(key.toString().toStdString());
    } else if (data.hasText() && data.text().startsWith(QStringLiteral("s3://"))) {
        for (const QString& line : data.text().split(u'\n', Qt::SkipEmptyParts)) {
            const auto place = S3Location::parse(line);
            if (!line.startsWith(QStringLiteral("s3://")) || !place || place->prefix.empty() ||
                (!held.bucket.empty() && held.bucket != place->bucket))
                return std::nullopt;
            held.bucket = place->bucket;
            held.keys.push_back(place->prefix);
        }
    }
    return held.keys.empty() || held.bucket.empty() ? std::nullopt : std::optional(std::move(held));
}

namespace {

constexpr int wordsMs = 3000;

QStringList localPaths(const QMimeData* data)
{
    QStringList paths;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

FileDrop::FileDrop(const Appearance& appearance, QAbstractItemView* view, FindSpot findSpot, QObject* parent)
    : QObject(parent), m_appearance(appearance), m_view(view), m_findSpot(std::move(findSpot))
{
    view->setAcceptDrops(true);
    addSurface(view->viewport());
}

void FileDrop::alsoOver(QWidget* widget)
{
    addSurface(widget);
}

void FileDrop::addSurface(QWidget* widget)
{
    widget->setAcceptDrops(true);
    widget->installEventFilter(this);
    m_surfaces.push_back({widget, new DropHint(m_appearance, widget)});
}

const FileDrop::Surface* FileDrop::surfaceOf(const QObject* watched) const
{
    const auto found = std::find_if(m_surfaces.begin(), m_surfaces.end(), [watched](const Surface& surface) {
        return surface.widget && surface.hint && surface.widget == watched;
    });
    return m_view && found != m_surfaces.end() ? &*found : nullptr;
}

QModelIndex FileDrop::indexUnder(const Surface& surface, const QDropEvent& event) const
{
    return surface.widget == m_view->viewport() ? m_view->indexAt(event.position().toPoint()) : QModelIndex();
}

void FileDrop::say(const QString& words)
{
    DropHint* hint = m_surfaces.front().hint;
    hint->showFor({}, words);
    QTimer::singleShot(wordsMs, hint, &QWidget::hide);
}

QString FileDrop::purpose(const Spot& spot, const QMimeData& data)
{
    if (!data.hasFormat(objectsFormat))
        return localPaths(&data).isEmpty() ? QString() : tr("Upload to %1").arg(spot.name);
    const auto objects = HeldObjects::in(data);
    const bool isThere = objects && objects->bucket == spot.target.bucket &&
                         std::all_of(objects->keys.begin(), objects->keys.end(), [&](const std::string& key) {
                             return folderOf(key) == spot.target.folder() || key == spot.target.folder();
                         });
    return !objects || isThere ? QString() : tr("Copy or move to %1").arg(spot.name);
}

bool FileDrop::hold(const Surface& surface, const QDropEvent& event)
{
    surface.hint->hide();
    const QModelIndex index = indexUnder(surface, event);
    const auto spot = m_findSpot(index);
    const QString words = spot ? purpose(*spot, *event.mimeData()) : QString();
    if (words.isEmpty())
        return false;
    if (const QString why = m_refusal(); !why.isNull()) {
        surface.hint->showFor({}, why);
        return false;
    }
    const QRect row = m_view->visualRect(index);
    surface.hint->showFor(spot->isRow ? QRect(0, row.top(), surface.widget->width(), row.height()) : QRect(),
                          words);
    return true;
}

void FileDrop::take(const Surface& surface, QDropEvent& event)
{
    surface.hint->hide();
    const auto spot = m_findSpot(indexUnder(surface, event));
    if (!spot || purpose(*spot, *event.mimeData()).isEmpty() || !m_refusal().isNull())
        return;
    event.setDropAction(Qt::CopyAction);
    event.accept();
    if (event.mimeData()->hasFormat(objectsFormat))
        emit objectsDropped(spot->target, *HeldObjects::in(*event.mimeData()));
    else
        emit dropped(spot->target, localPaths(event.mimeData()));
}

bool FileDrop::eventFilter(QObject* watched, QEvent* event)
{
    // Others also come while the view is being destroyed.
    const QEvent::Type type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::DragLeave &&
        type != QEvent::Drop)
        return false;
    const Surface* surface = surfaceOf(watched);
    if (!surface)
        return false;
    switch (type) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto* drag = static_cast<QDropEvent*>(event);
        if (hold(*surface, *drag)) {
            drag->setDropAction(Qt::CopyAction);
            drag->accept();
        } else if (event->type() == QEvent::DragEnter &&
                   (drag->mimeData()->hasFormat(objectsFormat) || !localPaths(drag->mimeData()).isEmpty())) {
            drag->accept(); // elsewhere in the view it may be right
        } else {
            drag->ignore();
        }
        return true;
    }
    case QEvent::DragLeave:
        surface->hint->hide();
        return true;
    case QEvent::Drop:
        take(*surface, *static_cast<QDropEvent*>(event));
        return true;
    default:
        return false;
    }
}

namespace {

constexpr int callsAtOnce = 6;

} // namespace

ObjectDrag::ObjectDrag(QAbstractItemView* view, Source source)
    : QObject(view),
      m_view(view),
      m_source(std::move(source)),
      m_slots(std::make_shared<TransferSlots>(callsAtOnce))
{
    DragFolder::sweep(DragFolder::standardBase());
    view->viewport()->installEventFilter(this);
    // Queued: the drag's own event loop must not run inside a download's signal.
    connect(this, &ObjectDrag::ready, this, &ObjectDrag::drag, Qt::QueuedConnection);
}

ObjectDrag::~ObjectDrag() = default;

QString ObjectDrag::problem(const std::vector<TransferDesk::Choice>& choices) const
{
    qint64 bytes = 0;
    for (const TransferDesk::Choice& choice : choices) {
        bytes += choice.size;
        if (choice.isPrefix)
            return tr("Folders cannot be dragged out: use Download");
    }
    if (bytes > mostBytes || choices.size() > mostObjects)
        return tr("More than %1 or %2 objects cannot be dragged out: use Download")
            .arg(byteText(mostBytes))
            .arg(mostObjects);
    return {};
}

void ObjectDrag::prepare()
{
    giveUp();
    const auto choices = m_source.selected();
    const QString why = problem(choices);
    const auto client = m_source.client();
    if (choices.empty() || !client) {
        m_refused = true;
        emit refused(client ? QString() : toQString(client.error().message));
        return;
    }
    m_innerAlone = why;
    if (!why.isEmpty()) {
        m_refused = true;
        emit ready();
        return;
    }
    m_folder = DragFolder::create(DragFolder::standardBase());
    if (!m_folder) {
        m_refused = true;
        emit refused(tr("%1 cannot be written: use Download").arg(DragFolder::standardBase()));
        return;
    }
    for (const TransferDesk::Choice& choice : choices)
        fetch(*client, choice);
}

void ObjectDrag::fetch(const Client& client, const TransferDesk::Choice& choice)
{
    const auto slash = choice.key.rfind('/');
    const LocalName name =
        localName(std::string_view(choice.key).substr(slash == std::string::npos ? 0 : slash + 1));
    // A folder each: two objects may have the same name.
    const QString folder = QDir(m_folder->path()).filePath(QString::number(m_files.size()));
    QDir().mkpath(folder);
    const QString path = folder + u'/' + (name.file.isEmpty() ? contentOfFolder() : name.file);
    m_files.append(path);
    m_downloads.push_back(makeOwned<Download>(client, DownloadSource{m_source.bucket(), choice.key, {}},
                                              std::make_unique<DownloadFile>(path, ExistingTarget::Fail),
                                              m_slots));
    m_downloads.back()->setExpectedSize(choice.size);
    CallOptions options;
    options.cause = "Drag out";
    options.target = choice.key;
    m_downloads.back()->setCallOptions(std::move(options));
    connect(m_downloads.back().get(), &Transfer::finished, this, &ObjectDrag::fetched, Qt::QueuedConnection);
    m_downloads.back()->start();
}

void ObjectDrag::fetched()
{
    bool isAll = !m_downloads.empty();
    for (const auto& download : m_downloads) {
        if (!download->isFinished()) {
            isAll = false;
            continue;
        }
        if (!download->result()) {
            const QString why = toQString(download->result().error().message);
            giveUp();
            m_refused = true;
            emit refused(why);
            return;
        }
    }
    if (!isAll)
        return;
    m_downloads.clear();
    emit ready();
}

void ObjectDrag::giveUp()
{
    m_innerAlone.clear();
    m_downloads.clear();
    m_files.clear();
}

/// Too late when the button was let go meanwhile.
void ObjectDrag::drag()
{
    const QString innerAlone = m_innerAlone;
    if (!m_pressed || (m_files.isEmpty() && innerAlone.isEmpty()))
        return;
    m_pressed = false;
    HeldObjects objects{m_source.profile, m_source.bucket(), {}};
    for (const TransferDesk::Choice& choice : m_source.selected())
        objects.keys.push_back(choice.key);
    auto* data = new QMimeData;
    objects.fill(*data);
    QList<QUrl> urls;
    for (const QString& file : m_files)
        urls.append(QUrl::fromLocalFile(file));
    if (urls.isEmpty()) {
        // Others would take the addresses for what is dragged.
        const QByteArray told = data->data(objectsFormat);
        data->clear();
        data->setData(objectsFormat, told);
    } else {
        data->setUrls(urls);
    }
    auto* drag = new QDrag(m_view); // Qt's, as is its data
    drag->setMimeData(data);
    if (drag->exec(Qt::CopyAction) == Qt::IgnoreAction && !innerAlone.isEmpty())
        emit refused(innerAlone);
}

// ---- the mouse --------------------------------------------------------------------------------------------

/// A press on a selected row may become a drag. Of several selected rows the view would keep only that one:
/// then the press is kept from it, and done on the release.
bool ObjectDrag::press(const QPoint& at)
{
    const QModelIndex index = m_view->indexAt(at);
    m_pressed = index.isValid() && m_view->selectionModel()->isRowSelected(index.row(), {});
    m_pressedAt = at;
    m_refused = false;
    const auto ranges = m_view->selectionModel()->selection();
    return m_pressed && (ranges.size() > 1 || ranges.first().height() > 1);
}

void ObjectDrag::release(const QPoint& at)
{
    if (!std::exchange(m_pressed, false))
        return;
    giveUp();
    const QModelIndex index = m_view->indexAt(at);
    if ((at - m_pressedAt).manhattanLength() < QApplication::startDragDistance() && index.isValid())
        m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                             QItemSelectionModel::Rows);
}

bool ObjectDrag::eventFilter(QObject*, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::MouseButtonPress && type != QEvent::MouseMove && type != QEvent::MouseButtonRelease)
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    switch (type) {
    case QEvent::MouseButtonPress:
        if (mouse->button() != Qt::LeftButton || mouse->modifiers() != Qt::NoModifier)
            return false;
        if (!press(mouse->position().toPoint()))
            return false;
        m_view->setFocus(Qt::MouseFocusReason);
        return true;
    case QEvent::MouseMove:
        if (!m_pressed || !(mouse->buttons() & Qt::LeftButton))
            return false;
        if (!m_refused && m_downloads.empty() && m_files.isEmpty() &&
            (mouse->position().toPoint() - m_pressedAt).manhattanLength() >=
                QApplication::startDragDistance())
            prepare();
        return true;
    case QEvent::MouseButtonRelease:
        if (mouse->button() == Qt::LeftButton)
            release(mouse->position().toPoint());
        return false;
    default:
        return false;
    }
}

} // namespace inia::ui
