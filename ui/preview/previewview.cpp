#include "ui/preview/previewview.h"

#include "core/async/background.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/signin.h"
#include "ui/panels/keyvalueview.h"
#include "ui/preview/linesview.h"
#include "ui/preview/previewparts.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QPointer>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QShortcut>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <chrono>
#include <utility>

namespace inia::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto loadingDelay = 150ms; // what is quicker does not flicker
constexpr int longestPictureSide = 2000;

const QString cancelLoading = QStringLiteral("cancel-loading");
const QString beginLoading = QStringLiteral("begin-loading");

} // namespace

PreviewView::PreviewView(const Appearance& appearance, WindowServices& services, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_services(services),
      m_head(new PreviewHead(appearance, this)),
      m_notice(new ElidedLabel(appearance, FontRole::Secondary, Token::Warning, this)),
      m_lines(new LinesView(appearance, this)),
      m_tree(new TreeView(appearance, TreeView::Look::Rows, new ValueDelegate(appearance), this)),
      m_table(new TableView(appearance, this)),
      m_picture(new PictureView(appearance, this)),
      m_state(new StateView(appearance, this)),
      m_status(new StatusLine(appearance, this)),
      m_pages(new QStackedLayout)
{
    m_loadingTimer.setSingleShot(true);
    m_loadingTimer.setInterval(loadingDelay);
    build();
    connectParts();
    close();
}

void PreviewView::build()
{
    const Theme& theme = m_appearance.theme();
    m_tree->setModel(&m_values);
    m_tree->setAccessibleName(tr("Value"));
    m_tree->header()->resizeSection(ValueTreeModel::KeyColumn, theme.px(180));
    m_tree->header()->resizeSection(ValueTreeModel::TypeColumn, theme.px(76));
    m_tree->setStretchColumn(ValueTreeModel::ValueColumn);
    m_table->setModel(&m_rows);
    m_table->setAccessibleName(tr("Rows"));
    m_table->setStretchColumn(-1);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_lines->setAccessibleName(tr("Content"));
    m_notice->setFixedHeight(theme.sizes().rowRoomy);
    m_notice->setElideMode(Qt::ElideRight);
    auto* notice = new QHBoxLayout;
    notice->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    notice->addWidget(m_notice);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addLayout(notice);
    all->addLayout(m_pages, 1);
    all->addWidget(m_status);
    for (QWidget* page : std::initializer_list<QWidget*>{m_lines, m_tree, m_table, m_picture, m_state})
        m_pages->addWidget(page);
}

void PreviewView::connectParts()
{
    connect(&m_loadingTimer, &QTimer::timeout, this, &PreviewView::showLoading);
    connect(m_head, &PreviewHead::kindChosen, this, &PreviewView::chooseKind);
    connect(m_head, &PreviewHead::formChosen, this, &PreviewView::present);
    connect(m_head, &PreviewHead::dialectChosen, this, &PreviewView::setTableDialect);
    connect(m_head, &PreviewHead::partChosen, this, &PreviewView::showPart);
    connect(m_head, &PreviewHead::findRequested, this, [this] { find(false); });
    connect(m_lines, &LinesView::copyRequested, &m_services, &WindowServices::copy);
    connect(m_state, &StateView::copyRequested, &m_services, &WindowServices::copy);
    connect(m_state, &StateView::actionTriggered, this, &PreviewView::act, Qt::QueuedConnection);
    connect(m_status, &StatusLine::loadMoreRequested, this, &PreviewView::loadMore);
    connect(m_status, &StatusLine::cancelRequested, this, &PreviewView::stop);
    connect(m_tree, &TreeView::loadMoreRequested, this,
            [this](const QModelIndex& index) { (void)m_values.activate(index); });
    const auto key = [this](const QKeySequence& keys, auto act) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    key(QKeySequence(Qt::Key_F3), [this] { find(false); });
    key(QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { find(true); });
    // Not where Space means something: fields and buttons.
    for (QWidget* page : std::initializer_list<QWidget*>{m_lines, m_tree, m_table, m_picture}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::Key_Space), page);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, &PreviewView::leaving);
    }
    const auto copy = [](QWidget* owner, auto act) {
        auto* shortcut = new QShortcut(QKeySequence::Copy, owner);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, owner, act);
    };
    copy(m_table, [this] { m_services.copy(m_rows.copyText(m_table->selectionModel()->selectedRows())); });
    copy(m_tree, [this] {
        const auto value = m_tree->currentIndex().siblingAtColumn(ValueTreeModel::ValueColumn);
        m_services.copy(value.data(CopyRole).toString());
    });
}

// ---- loading ----------------------------------------------------------------------------------------------

void PreviewView::open(PreviewedObject object)
{
    close();
    m_object = std::move(object);
    begin();
}

void PreviewView::offer(PreviewedObject object, const QString& title, const QString& sentence)
{
    close();
    m_object = std::move(object);
    StateContent content;
    content.iconName = QStringLiteral("eye");
    content.title = title;
    content.sentence = sentence;
    content.actions = {{beginLoading, tr("Show it"), QStringLiteral("eye")}};
    showState(content);
}

void PreviewView::close()
{
    ++m_turn;
    m_isWorking = false;
    m_fetch.reset();
    m_decoding.reset();
    m_object.reset();
    m_bytes.clear();
    m_beginning.clear();
    m_base = 0;
    m_chosen.reset();
    m_dialect.reset();
    m_content.reset();
    m_failure.reset();
    m_loadingTimer.stop();
    m_values.setValue({});
    m_rows.setRows({});
    m_lines->setText({}, LinesView::Colors::None);
    m_picture->setPicture({}, {});
    showState({});
}

// From the start, with what was chosen kept.
void PreviewView::begin()
{
    const PreviewedObject object = *m_object;
    const auto chosen = m_chosen;
    close();
    m_object = object;
    m_chosen = chosen;
    m_loadingTimer.start();
    fetch(0, PreviewedObject::firstWindow, [this](const QByteArray& bytes) {
        m_bytes = bytes;
        read();
    });
}

void PreviewView::fetch(std::int64_t offset, std::int64_t size, std::function<void(const QByteArray&)> then)
{
    m_fetch = makeOwned<PreviewFetch>(*m_object, offset, size, tr("Preview").toStdString());
    connect(m_fetch.get(), &PreviewFetch::progressed, this, &PreviewView::refresh);
    connect(m_fetch.get(), &Task::finished, this, [this, then = std::move(then)] {
        const Owned<PreviewFetch> fetch = std::move(m_fetch);
        m_lastCall = fetch->callId();
        if (fetch->result())
            then(*fetch->result());
        else
            showFailure(fetch->result().error());
    });
    m_fetch->start();
    refresh();
}

void PreviewView::loadMore()
{
    if (!canLoadMore() || m_fetch)
        return;
    const bool needsRest = m_content && m_content->needsWhole;
    const std::int64_t have = m_bytes.size();
    fetch(have, needsRest ? m_object->facts().size - have : PreviewedObject::nextWindow,
          [this](const QByteArray& bytes) {
              m_bytes += bytes;
              read();
          });
}

bool PreviewView::canLoadMore() const
{
    const std::int64_t size = m_object ? m_object->facts().size : 0;
    return m_content && !m_content->isOver && m_content->refusal.isEmpty() && m_bytes.size() < size &&
           (m_content->needsWhole || m_bytes.size() < mostTextBytes) &&
           m_content->kind != PreviewKind::Archive && m_content->kind != PreviewKind::Parquet;
}

void PreviewView::stop()
{
    if (m_fetch)
        m_fetch->cancel();
    else if (m_decoding)
        m_decoding->cancel();
}

// In another thread; what is done for an older turn is for nobody.
void PreviewView::read()
{
    PreviewInput input;
    input.bytes = m_bytes;
    input.base = m_base;
    input.size = m_object->facts().size;
    input.key = m_object->name().key;
    input.contentType = m_object->facts().contentType;
    input.kind = m_chosen;
    input.dialect = m_dialect;
    const quint64 turn = ++m_turn;
    m_isWorking = true;
    refresh();
    runInBackground(
        *QThreadPool::globalInstance(), [input = std::move(input)] { return readPreview(input); },
        [self = QPointer<PreviewView>(this), turn](PreviewContent content) {
            if (self && self->m_turn == turn)
                self->takeContent(std::move(content));
        });
}

void PreviewView::takeContent(PreviewContent content)
{
    m_isWorking = false;
    m_content = std::move(content);
    if (m_content->needsWhole && canLoadMore()) {
        loadMore();
        return;
    }
    m_loadingTimer.stop();
    switch (m_content->kind) {
    case PreviewKind::Archive:
        readTail(std::make_shared<ZipDirectory>(m_object->facts().size), {});
        break;
    case PreviewKind::Parquet:
        readTail(std::make_shared<ParquetFooter>(m_object->facts().size), {});
        break;
    case PreviewKind::Picture:
        decode();
        break;
    default:
        present();
    }
}

// What stands at the end of the object: the reader says which part it needs next. `part` is the one it has
// asked for last; of another thread, too, as a directory may be large.
void PreviewView::readTail(std::shared_ptr<TailReader> reader, const QByteArray& part)
{
    const quint64 turn = ++m_turn;
    const auto goOn = [this, reader](const Result<void>& added) {
        const auto wanted = reader->wanted();
        if (!added) {
            showFailure(added.error());
        } else if (!wanted) {
            showTail(reader);
        } else if (wanted->offset + wanted->size <= m_bytes.size()) {
            readTail(reader, m_bytes.mid(wanted->offset, wanted->size));
        } else {
            fetch(wanted->offset, wanted->size,
                  [this, reader](const QByteArray& bytes) { readTail(reader, bytes); });
        }
    };
    if (part.isNull()) {
        goOn({});
        return;
    }
    m_isWorking = true;
    runInBackground(
        *QThreadPool::globalInstance(),
        [reader, part] {
            return reader->add({part.constData(), static_cast<std::size_t>(part.size())});
        },
        [self = QPointer<PreviewView>(this), turn, goOn](const Result<void>& added) {
            if (!self || self->m_turn != turn)
                return;
            self->m_isWorking = false;
            goOn(added);
        });
}

void PreviewView::showTail(const std::shared_ptr<TailReader>& reader)
{
    if (const auto zip = std::dynamic_pointer_cast<const ZipDirectory>(reader)) {
        const auto count = static_cast<qint64>(zip->entries().size());
        m_content->facts = {count == 1 ? tr("1 entry") : tr("%1 entries").arg(countText(count))};
        if (!zip->comment().empty())
            m_content->facts.append(toOneLine(zip->comment()));
        showRows(PreviewRows::of(zip));
    } else if (const auto parquet = std::dynamic_pointer_cast<const ParquetFooter>(reader)) {
        m_content->facts = {
            parquet->rows() == 1 ? tr("1 row") : tr("%1 rows").arg(countText(parquet->rows())),
            parquet->rowGroupCount() == 1 ? tr("1 row group")
                                          : tr("%1 row groups").arg(countText(parquet->rowGroupCount())),
            toOneLine(parquet->createdBy())};
        showRows(PreviewRows::of(*parquet));
    }
    present();
}

void PreviewView::decode()
{
    if (!m_content->refusal.isEmpty()) {
        present();
        return;
    }
    m_decoding = makeOwned<PictureDecoding>(m_content->bytes, longestPictureSide);
    connect(m_decoding.get(), &Task::finished, this, [this] {
        const Owned<PictureDecoding> decoding = std::move(m_decoding);
        if (!decoding->result()) {
            showFailure(decoding->result().error());
            return;
        }
        const DecodedPicture& picture = *decoding->result();
        m_content->facts = {
            picture.format,
            QStringLiteral("%1 \u00D7 %2").arg(picture.size.width()).arg(picture.size.height())};
        if (picture.depth > 0)
            m_content->facts.append(tr("%1 bits").arg(picture.depth));
        if (picture.frames > 1)
            m_content->facts.append(tr("first of %1 frames").arg(picture.frames));
        m_picture->setPicture(picture.image, m_content->facts.join(QStringLiteral(", ")));
        present();
    });
    m_decoding->start();
    refresh();
}

// ---- showing ----------------------------------------------------------------------------------------------

void PreviewView::present()
{
    if (!m_content)
        return;
    m_loadingTimer.stop();
    m_failure.reset();
    const PreviewContent& content = *m_content;
    const bool isEmpty = m_object->facts().size == 0;
    if (isEmpty || !content.refusal.isEmpty()) {
        StateContent state;
        state.iconName = QStringLiteral("file");
        state.title = isEmpty ? tr("This object is empty") : tr("Too large to be shown");
        state.sentence = isEmpty ? tr("It has no bytes.") : content.refusal;
        showState(state);
        emit shown();
        return;
    }
    switch (content.kind) {
    case PreviewKind::Text:
        m_lines->setText(content.text, LinesView::Colors::None, content.base == 0);
        m_pages->setCurrentWidget(m_lines);
        if (content.base > 0)
            m_lines->showEnd();
        break;
    case PreviewKind::Json:
        m_values.setValue(content.json.value);
        m_tree->expandToDepth(0);
        m_lines->setText(content.text, LinesView::Colors::Json);
        m_pages->setCurrentWidget(m_head->wantsTree() ? static_cast<QWidget*>(m_tree) : m_lines);
        break;
    case PreviewKind::Table:
        showRows(PreviewRows::of(content.table));
        break;
    case PreviewKind::Archive:
    case PreviewKind::Parquet:
        m_pages->setCurrentWidget(m_table);
        break;
    case PreviewKind::Picture:
        m_pages->setCurrentWidget(m_picture);
        break;
    case PreviewKind::Hex:
        m_lines->setBytes(content.bytes, content.base);
        m_pages->setCurrentWidget(m_lines);
        if (content.base > 0)
            m_lines->showEnd();
        break;
    }
    setFocusProxy(m_pages->currentWidget());
    refresh();
    emit shown();
}

// As wide as their first rows need, within reason.
void PreviewView::showRows(PreviewRows rows)
{
    const Theme& theme = m_appearance.theme();
    const bool isNew = rows.columns.size() != m_rows.columnCount() || m_rows.rowCount() == 0;
    m_rows.setRows(std::move(rows));
    m_pages->setCurrentWidget(m_table);
    if (!isNew)
        return;
    for (int column = 0; column < qMin(m_rows.columnCount(), 200); ++column)
        m_table->header()->resizeSection(
            column, qBound(theme.px(56), m_rows.neededWidth(column, theme), theme.px(320)));
}

void PreviewView::showFailure(const Error& error)
{
    m_loadingTimer.stop();
    m_isWorking = false;
    const bool isCancelled = error.kind == ErrorKind::Cancelled;
    if (isCancelled && m_content && !m_content->needsWhole) {
        present(); // what has come stays
        return;
    }
    m_failure = error;
    if (isCancelled) {
        StateContent content;
        content.iconName = QStringLiteral("stop");
        content.title = tr("Loading was stopped");
        content.sentence = tr("Nothing more is asked for.");
        content.actions = {{stateaction::retry, tr("Load it"), QStringLiteral("reload")}};
        showState(content);
    } else {
        showState(previewFailure(error, m_lastCall != 0 && error.kind == ErrorKind::Service));
    }
    emit shown();
}

void PreviewView::showState(const StateContent& state)
{
    m_state->setContent(state);
    m_pages->setCurrentWidget(m_state);
    setFocusProxy(m_state);
    refresh();
}

void PreviewView::showLoading()
{
    StateContent content;
    content.iconName = QStringLiteral("download");
    content.title = tr("Loading\u2026");
    content.sentence = toOneLine(m_object->name().key);
    content.actions = {{cancelLoading, tr("Cancel"), QStringLiteral("stop")}};
    showState(content);
}

// Head and foot: what it is shown as, and what that has cost.
void PreviewView::refresh()
{
    const bool has = m_content.has_value();
    const bool isShown = has && !m_content->needsWhole && m_content->refusal.isEmpty() && !m_failure;
    m_head->setVisible(m_object.has_value());
    m_head->show(has ? &*m_content : nullptr, isShown, m_pages->currentWidget() == m_lines);
    m_notice->setText(isShown ? m_content->notice : QString());
    m_notice->setVisible(isShown && !m_content->notice.isEmpty());

    StatusFacts facts;
    if (m_object) {
        const auto& meter = m_object->meter();
        const std::int64_t size = m_object->facts().size;
        facts.count =
            size < 0 ? sizeText(meter.bytes) : tr("%1 of %2").arg(sizeText(meter.bytes), sizeText(size));
        facts.facts.append(requestsText(meter.requests));
        const bool isBusy = m_fetch || m_decoding || m_isWorking;
        facts.mark = isBusy ? StatusFacts::Mark::Busy : StatusFacts::Mark::None;
        facts.canCancel = m_fetch || m_decoding;
        facts.canLoadMore = !isBusy && isShown && canLoadMore();
    }
    m_status->setVisible(m_object.has_value());
    m_status->setFacts(facts);
}

// ---- by hand ----------------------------------------------------------------------------------------------

void PreviewView::chooseKind(PreviewKind kind)
{
    if (!m_object || (m_chosen == kind && !m_failure))
        return;
    m_fetch.reset();
    m_decoding.reset();
    if (m_base > 0 && kind != PreviewKind::Text && kind != PreviewKind::Hex) {
        m_base = 0;
        m_bytes = std::exchange(m_beginning, {});
    }
    m_chosen = kind;
    m_dialect.reset();
    m_failure.reset();
    m_loadingTimer.start();
    read();
}

// The last window by itself: logs are read from there.
void PreviewView::showPart(bool isEnd)
{
    if (!m_content || isEnd == (m_base > 0))
        return;
    m_fetch.reset();
    m_chosen = m_content->kind;
    if (!isEnd) {
        m_base = 0;
        m_bytes = std::exchange(m_beginning, {});
        read();
        return;
    }
    const std::int64_t size = m_object->facts().size;
    const std::int64_t base = (size - qMin(size, PreviewedObject::firstWindow)) / 16 * 16;
    fetch(base, size - base, [this, base](const QByteArray& bytes) {
        m_beginning = std::exchange(m_bytes, bytes);
        m_base = base;
        read();
    });
}

void PreviewView::setTableDialect(char delimiter, bool hasHeader)
{
    if (!m_content)
        return;
    TextTable::Dialect dialect = m_content->table.dialect();
    dialect.delimiter = delimiter;
    dialect.hasHeader = hasHeader;
    m_dialect = dialect;
    read();
}

void PreviewView::showFind()
{
    if (!m_content)
        return;
    if (m_content->kind == PreviewKind::Json && m_head->wantsTree()) {
        m_head->setWantsTree(false);
        present();
    }
    if (m_pages->currentWidget() == m_lines)
        m_head->focusFind();
}

void PreviewView::find(bool backwards)
{
    const QString wanted = m_head->wanted();
    if (!wanted.isEmpty() && !m_lines->find(wanted, backwards))
        m_status->showNotice(canLoadMore() ? tr("Not in what is loaded") : tr("Not found"));
}

void PreviewView::goOn()
{
    if (m_failure && signInNeed(*m_failure) != SignInNeed::None)
        begin();
}

void PreviewView::act(const QString& id)
{
    if (id == cancelLoading)
        stop();
    else if (id == previewaction::showBytes)
        chooseKind(PreviewKind::Hex);
    else if ((id == stateaction::retry || id == beginLoading) && m_object) {
        // What was replaced meanwhile is another object: nothing of the old one counts.
        if (m_failure && m_failure->code == "ChangedMeanwhile")
            m_object = m_object->anew();
        begin();
    } else if (id == stateaction::showRequest)
        m_services.showCall(m_lastCall);
    else if (id == stateaction::signIn || id == stateaction::enterCode)
        m_services.signIn();
}

// The key that searches a bucket looks into what is shown while that has the focus.
bool PreviewView::event(QEvent* event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || !static_cast<QKeyEvent*>(event)->matches(QKeySequence::Find))
        return QWidget::event(event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        showFind();
    return true;
}

void PreviewView::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::Surface));
    drawHairline(painter, QRect(0, m_head->geometry().bottom(), width(), 1), theme.color(Token::Border));
}

} // namespace inia::ui
