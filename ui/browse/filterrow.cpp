#include "ui/browse/filterrow.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace inia::ui {

FilterRow::FilterRow(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_field(new QLineEdit(this)),
      m_layout(new QHBoxLayout(this)),
      m_modes(new SegmentedControl(appearance,
                                   {tr("Prefix \u00B7 server"), tr("Contains \u00B7 loaded rows")}, this))
{
    const Theme& theme = appearance.theme();
    setFixedHeight(theme.sizes().filterRow);
    m_layout->setContentsMargins(theme.px(8), 0, theme.px(12), 0);
    m_layout->setSpacing(theme.sizes().buttonGap);
    m_layout->addWidget(m_field, 1);
    m_layout->addWidget(m_modes);
    m_field->addAction(appearance.icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_field->setClearButtonEnabled(true);
    m_field->setAccessibleName(tr("Filter objects"));
    m_field->installEventFilter(this);
    m_modes->setOptionToolTip(0, tr("The server sends only keys that start with the text"));
    m_modes->setOptionToolTip(1, tr("Of the rows loaded so far, only those that contain the text"));
    connect(m_field, &QLineEdit::returnPressed, this, &FilterRow::submit);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (mode() == Mode::Contains)
            emit containsChanged(text);
    });
    connect(m_modes, &SegmentedControl::currentChanged, this, &FilterRow::changeMode);
    updateWords();
}

FilterRow::Mode FilterRow::mode() const
{
    return m_modes->currentIndex() == 1 ? Mode::Contains : Mode::Prefix;
}

void FilterRow::setMode(Mode wanted)
{
    if (mode() == wanted)
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

void FilterRow::setServerFilter(const QString& text)
{
    if (mode() == Mode::Prefix)
        m_field->clear();
    // Later: the chip may be what was just clicked.
    if (m_chip != nullptr) {
        m_chip->hide();
        m_chip->deleteLater();
        m_chip = nullptr;
    }
    if (text.isEmpty())
        return;
    m_chip = new Chip(m_appearance, Chip::Kind::Filter, tr("starts with"), text + QStringLiteral("  \u00D7"),
                      this);
    m_chip->setAccessibleName(tr("Remove the filter %1").arg(text));
    m_chip->setToolTip(m_chip->accessibleName());
    m_layout->insertWidget(1, m_chip);
    connect(m_chip, &QAbstractButton::clicked, this, [this] { emit serverFilterRequested({}); });
}

void FilterRow::submit()
{
    if (mode() == Mode::Prefix)
        emit serverFilterRequested(m_field->text());
    else
        emit leftField();
}

// The text moves to the other filter: first it is taken out of the one that had it.
void FilterRow::changeMode()
{
    updateWords();
    emit containsChanged(mode() == Mode::Contains ? m_field->text() : QString());
}

void FilterRow::updateWords()
{
    m_field->setPlaceholderText(mode() == Mode::Prefix ? tr("Key starts with\u2026")
                                                       : tr("Name contains\u2026"));
    m_field->setToolTip(mode() == Mode::Prefix ? tr("Press Return to ask the server (Ctrl+I)")
                                               : tr("Ctrl+I"));
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
