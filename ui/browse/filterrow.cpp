#include "ui/browse/filterrow.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace inia::ui {

FilterRow::FilterRow(const Appearance& appearance, const QString& accessibleName, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_field(new QLineEdit(this)),
      m_line(new QHBoxLayout),
      m_chipRow(new QWidget(this)),
      m_problem(new ElidedLabel(appearance, FontRole::Secondary, Token::Danger, this))
{
    const Theme& theme = appearance.theme();
    const int edge = theme.px(8);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 1);
    all->setSpacing(0);
    m_line->setContentsMargins(edge, theme.px(6), theme.px(12), theme.px(6));
    m_line->setSpacing(theme.sizes().buttonGap);
    m_line->addWidget(m_field, 1);
    all->addLayout(m_line);
    (new FlowLayout(theme.px(6), m_chipRow))->setContentsMargins(edge, 0, edge, edge);
    all->addWidget(m_chipRow);
    auto* problemLine = new QHBoxLayout;
    problemLine->setContentsMargins(theme.sizes().panelPadding, 0, edge, 0);
    problemLine->addWidget(m_problem);
    all->addLayout(problemLine);
    m_problem->setElideMode(Qt::ElideRight);
    m_problem->setFixedHeight(theme.px(24));
    m_chipRow->hide();
    m_problem->hide();
    m_field->addAction(appearance.icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_field->setClearButtonEnabled(true);
    m_field->setAccessibleName(accessibleName);
    m_field->installEventFilter(this);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_field, &QLineEdit::returnPressed, this, &FilterRow::submit);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        setProblem({});
        if (mode() == Mode::Contains)
            emit containsChanged(text);
    });
    updateWords();
}

void FilterRow::setServerWords(const std::optional<ServerFilterWords>& words)
{
    const Mode before = mode();
    const bool choice = m_modes != nullptr;
    m_words = words;
    delete m_modes;
    m_modes = nullptr;
    if (words) {
        m_modes = new SegmentedControl(m_appearance, {words->mode, tr("Contains \u00B7 loaded rows")}, this);
        m_modes->setOptionToolTip(0, words->modeTip);
        m_modes->setOptionToolTip(1, tr("Of the rows loaded so far, only those that contain the text"));
        m_modes->setCurrentIndex(choice && before == Mode::Contains ? 1 : 0);
        m_line->insertWidget(1, m_modes);
        connect(m_modes, &SegmentedControl::currentChanged, this, &FilterRow::changeMode);
    }
    updateWords();
}

void FilterRow::setContainsPlaceholder(const QString& text)
{
    m_containsPlaceholder = text;
    updateWords();
}

void FilterRow::addTool(QWidget* tool)
{
    m_line->addWidget(tool);
}

FilterRow::Mode FilterRow::mode() const
{
    return m_modes == nullptr || m_modes->currentIndex() == 1 ? Mode::Contains : Mode::Server;
}

void FilterRow::setMode(Mode wanted)
{
    if (mode() == wanted || m_modes == nullptr)
        return;
    m_modes->setCurrentIndex(wanted == Mode::Contains ? 1 : 0);
    changeMode();
}

QString FilterRow::text() const
{
    return m_field->text();
}

void FilterRow::clearField()
{
    m_field->clear();
}

void FilterRow::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterRow::setProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void FilterRow::setChips(const QList<FilterChip>& chips)
{
    if (chips == m_chips)
        return;
    m_chips = chips;
    // Later: one of them may be what was just clicked.
    while (QLayoutItem* item = m_chipRow->layout()->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int i = 0; i < chips.size(); ++i) {
        auto* chip = new Chip(m_appearance, Chip::Kind::Filter, chips[i].name,
                              chips[i].value + QStringLiteral("  \u00D7"), m_chipRow);
        chip->setAccessibleName(tr("Remove the filter %1").arg(chips[i].value));
        chip->setToolTip(chip->accessibleName());
        chip->setFocusPolicy(Qt::TabFocus);
        m_chipRow->layout()->addWidget(chip);
        connect(chip, &QAbstractButton::clicked, this, [this, i] { emit chipRemoved(i); });
    }
    if (chips.size() > 1) {
        auto* clear = new LinkButton(m_appearance, tr("Clear"), m_chipRow);
        m_chipRow->layout()->addWidget(clear);
        connect(clear, &QAbstractButton::clicked, this, &FilterRow::chipsCleared);
    }
    m_chipRow->setVisible(!chips.isEmpty());
}

void FilterRow::submit()
{
    if (mode() == Mode::Server)
        emit serverFilterRequested(m_field->text());
    else
        emit leftField();
}

// The text moves to the other filter: first it is taken out of the one that had it.
void FilterRow::changeMode()
{
    setProblem({});
    updateWords();
    emit containsChanged(mode() == Mode::Contains ? m_field->text() : QString());
}

void FilterRow::updateWords()
{
    const bool server = mode() == Mode::Server;
    m_field->setPlaceholderText(server ? m_words->placeholder : m_containsPlaceholder);
    m_field->setToolTip(server ? tr("Press Return to ask the server (Ctrl+I)") : tr("Ctrl+I"));
}

void FilterRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
    drawHairline(painter, QRect(0, height() - 1, width(), 1), m_appearance.theme().color(Token::Border));
}

bool FilterRow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field ||
        (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Escape && key != Qt::Key_Down)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        if (key == Qt::Key_Escape)
            m_field->clear();
        emit leftField();
    }
    return true;
}

} // namespace inia::ui
