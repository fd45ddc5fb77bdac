#include "ui/panels/detailssections.h"

#include "ui/models/displaytext.h"
#include "ui/models/roles.h"
#include "ui/models/valuepresentation.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

FoldHeader::FoldHeader(const Appearance& appearance, const QString& name, QWidget* parent)
    : QAbstractButton(parent), m_appearance(appearance), m_left(appearance.theme().sizes().panelPadding)
{
    setText(name);
    setAccessibleName(name);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setFixedHeight(appearance.theme().sizes().row);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::toggled, this, qOverload<>(&QWidget::update));
}

void FoldHeader::setNote(const QString& note)
{
    m_note = note;
    setAccessibleDescription(note);
    update();
}

void FoldHeader::setLeftPadding(int pixels)
{
    m_left = pixels;
    update();
}

QSize FoldHeader::sizeHint() const
{
    return {m_appearance.theme().px(120), m_appearance.theme().sizes().row};
}

void FoldHeader::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    drawChevron(painter, QPointF(m_left + theme.px(4), height() / 2.0), theme.px(8),
                isOpen() ? Chevron::Down : Chevron::Right, theme.color(Token::Text2));
    painter.setFont(theme.font(FontRole::Strong));
    painter.setPen(theme.color(Token::Text));
    const int textLeft = m_left + theme.px(14);
    painter.drawText(QRect(textLeft, 0, width() - textLeft, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     text());
    const int noteLeft = textLeft + QFontMetrics(painter.font()).horizontalAdvance(text()) + theme.px(8);
    painter.setFont(theme.font(FontRole::Secondary));
    painter.setPen(theme.color(Token::Text2));
    painter.drawText(QRect(noteLeft, 0, width() - noteLeft, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_note, Qt::ElideRight, width() - noteLeft));
    if (hasFocus())
        strokeRounded(painter, QRectF(rect()).adjusted(theme.px(6), 2, -theme.px(6), -2),
                      theme.sizes().radiusRow, 2, theme.color(Token::Focus));
}

void FoldHeader::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

namespace {

constexpr int foldKeyWidth = 140;
constexpr int mostRows = 400; // then it scrolls in itself

int openRows(const TreeView& tree, const QModelIndex& parent)
{
    int rows = 0;
    for (int row = 0; row < tree.model()->rowCount(parent) && rows <= mostRows; ++row) {
        const QModelIndex index = tree.model()->index(row, 0, parent);
        rows += 1 + (tree.isExpanded(index) ? openRows(tree, index) : 0);
    }
    return rows;
}

} // namespace

ValueFold::ValueFold(const Appearance& appearance, const QString& name, const Value& value, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_value(value),
      m_head(new FoldHeader(appearance, name, this))
{
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_head);
    m_head->setNote(valueLine(value));
    connect(m_head, &QAbstractButton::toggled, this, &ValueFold::open);
}

ValueFold::ValueFold(const Appearance& appearance, const QString& name, Read read, QWidget* parent)
    : ValueFold(appearance, name, Value(), parent)
{
    m_read = std::move(read);
    m_head->setNote({});
}

void ValueFold::startReading()
{
    m_head->setNote(tr("Loading…"));
    m_reply = m_read();
    connect(m_reply.get(), &Task::finished, this, &ValueFold::takeAnswer);
}

void ValueFold::takeAnswer()
{
    const auto result = m_reply->result();
    m_reply.reset();
    if (!result) {
        const QString why = toOneLine(result.error().message);
        m_head->setNote(isAccessDenied(result.error()) ? tr("Denied: %1").arg(why)
                                                       : tr("Failed: %1").arg(why));
        m_head->setToolTip(why);
        m_head->setChecked(false);
        return;
    }
    m_value = Value::emptyMap();
    for (const auto& [name, member] : result->data.members()) {
        if (name != "ResponseMetadata" && !member.isNull())
            m_value.insert(name, member);
    }
    m_read = nullptr;
    m_head->setToolTip({});
    m_head->setNote(m_value.size() == 0 ? tr("nothing") : valueLine(m_value));
    open(m_head->isOpen());
}

void ValueFold::open(bool open)
{
    if (m_read) {
        if (open && !m_reply)
            startReading();
        return;
    }
    if (m_tree == nullptr) {
        m_model.setTellsLinks(true);
        m_model.setValue(m_value);
        m_tree = new TreeView(m_appearance, TreeView::Look::Rows, new ValueDelegate(m_appearance), this);
        m_tree->setModel(&m_model);
        m_tree->setAccessibleName(m_head->text());
        m_tree->setColumnHidden(ValueTreeModel::TypeColumn, true);
        m_tree->header()->resizeSection(ValueTreeModel::KeyColumn, m_appearance.theme().px(foldKeyWidth));
        m_tree->setStretchColumn(ValueTreeModel::ValueColumn);
        layout()->addWidget(m_tree);
        const auto fit = [this] { fitHeight(); };
        connect(m_tree, &QTreeView::expanded, this, fit);
        connect(m_tree, &QTreeView::collapsed, this, fit);
        connect(&m_model, &QAbstractItemModel::rowsInserted, this, fit);
        connect(m_tree, &TreeView::loadMoreRequested, this,
                [this](const QModelIndex& index) { (void)m_model.activate(index); });
        connect(m_tree, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
            if (const QString link = m_model.link(index); !link.isEmpty())
                emit addressActivated(link);
        });
        auto* copy = new QShortcut(QKeySequence::Copy, m_tree);
        copy->setContext(Qt::WidgetShortcut);
        connect(copy, &QShortcut::activated, this, &ValueFold::copyCurrent);
        if (m_model.canFetchMore({}))
            m_model.fetchMore({});
    }
    m_tree->setVisible(open && m_value.size() > 0);
    fitHeight();
}

void ValueFold::fitHeight()
{
    const int rows = qMin(openRows(*m_tree, {}), mostRows);
    m_tree->setFixedHeight(rows * m_appearance.theme().sizes().valueRow);
}

void ValueFold::copyCurrent()
{
    const QString text =
        m_tree->currentIndex().siblingAtColumn(ValueTreeModel::ValueColumn).data(CopyRole).toString();
    if (!text.isEmpty())
        emit copyRequested(text);
}

DetailsHead::DetailsHead(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_grid(new QGridLayout(this)),
      m_icon(new QLabel(this)),
      m_name(new ElidedLabel(appearance, FontRole::PanelHeading, Token::Text, this)),
      m_subtitle(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this))
{
    const Theme& theme = appearance.theme();
    const int padding = theme.sizes().panelPadding;
    m_grid->setContentsMargins(padding, theme.px(12), padding, theme.px(8));
    m_grid->setHorizontalSpacing(theme.px(8));
    m_grid->setVerticalSpacing(theme.px(2));
    m_icon->setFixedSize(theme.sizes().iconLarge, theme.sizes().iconLarge);
    m_grid->addWidget(m_icon, 0, 0);
    m_grid->addWidget(m_name, 0, 1);
    m_grid->addWidget(m_subtitle, 1, 1);
    m_grid->setColumnStretch(1, 1);
    connect(&appearance, &Appearance::changed, this, &DetailsHead::updateIcon);
}

void DetailsHead::addTool(QWidget* tool)
{
    const QMargins margins = m_grid->contentsMargins();
    m_grid->setContentsMargins(margins.left(), margins.top(), m_appearance.theme().px(8), margins.bottom());
    m_grid->addWidget(tool, 0, 2, 2, 1, Qt::AlignTop);
}

void DetailsHead::setContent(const QString& iconName, const QString& name, const QString& subtitle)
{
    m_iconName = iconName;
    updateIcon();
    m_name->setText(name);
    m_subtitle->setText(subtitle);
}

void DetailsHead::updateIcon()
{
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(m_appearance.icons().pixmap(
            m_iconName, Token::Accent, m_appearance.theme().sizes().iconLarge, devicePixelRatioF()));
}

ChipSection::ChipSection(const Appearance& appearance, const QString& title, Place place, QWidget* parent)
    : QWidget(parent), m_appearance(appearance)
{
    const Theme& theme = appearance.theme();
    const bool isFoot = place == Place::Foot;
    const int padding = theme.sizes().panelPadding;
    m_chips = new FlowLayout(theme.px(isFoot ? 8 : 6));
    auto* label = new ElidedLabel(appearance, FontRole::Badge, Token::Text2, this);
    label->setText(title.toUpper());
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(padding, theme.px(isFoot ? 12 : 10), padding, theme.px(isFoot ? 12 : 0));
    lines->setSpacing(theme.px(isFoot ? 8 : 4));
    lines->addWidget(label);
    lines->addLayout(m_chips);
}

ChipSection* ChipSection::forCopies(const Appearance& appearance, Place place, QWidget* parent)
{
    return new ChipSection(appearance, tr("Copy as"), place, parent);
}

Chip* ChipSection::addChip(Chip::Kind kind, const QString& key, const QString& value)
{
    auto* chip = new Chip(m_appearance, kind, key, value, this);
    m_chips->addWidget(chip);
    return chip;
}

Chip* ChipSection::addCopy(const QString& name, std::function<QString()> text)
{
    Chip* chip = addChip(Chip::Kind::Outlined, {}, name);
    chip->setAccessibleName(tr("Copy as %1").arg(name));
    connect(chip, &QAbstractButton::clicked, this, [this, text = std::move(text)] {
        if (const QString copy = text(); !copy.isEmpty())
            emit copyRequested(copy);
    });
    return chip;
}

} // namespace inia::ui
