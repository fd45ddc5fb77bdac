#include "ui/logs/logbar.h"

#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

#include <array>

namespace inia::ui {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

struct Range {
    const char* text;
    seconds length;
};
constexpr std::array<Range, 7> ranges{{{QT_TRANSLATE_NOOP("LogBar", "Last 15 minutes"), minutes(15)},
                                       {QT_TRANSLATE_NOOP("LogBar", "Last hour"), minutes(60)},
                                       {QT_TRANSLATE_NOOP("LogBar", "Last 3 hours"), minutes(180)},
                                       {QT_TRANSLATE_NOOP("LogBar", "Last day"), minutes(24 * 60)},
                                       {QT_TRANSLATE_NOOP("LogBar", "Last 7 days"), minutes(7 * 24 * 60)},
                                       {QT_TRANSLATE_NOOP("LogBar", "Last 30 days"), minutes(30 * 24 * 60)},
                                       {QT_TRANSLATE_NOOP("LogBar", "Last year"), minutes(365 * 24 * 60)}}};
constexpr int firstRange = 1;

} // namespace

LogBar::LogBar(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_modes(new SegmentedControl(appearance, {tr("Search"), tr("Follow"), tr("Insights")}, this)),
      m_range(new ChoiceBox(appearance, ChoiceBox::Typing::No, this)),
      m_text(new QLineEdit(this)),
      m_run(new Button(appearance, Button::Kind::Primary, tr("Run"), QStringLiteral("play"), this)),
      m_stop(new Button(appearance, Button::Kind::Default, tr("Stop"), QStringLiteral("stop"), this)),
      m_query(QStringLiteral("fields @timestamp, @message | sort @timestamp desc | limit 100"))
{
    const Theme& theme = appearance.theme();
    m_modes->setOptionToolTip(0, tr("Find events of the past, the newest first"));
    m_modes->setOptionToolTip(1, tr("Show events as they come, asking every 2 seconds"));
    m_modes->setOptionToolTip(2, tr("A query of Logs Insights, paid for by the bytes it scans"));
    QStringList texts;
    for (const auto& range : ranges)
        texts.append(QCoreApplication::translate("LogBar", range.text));
    m_range->setChoices(texts);
    m_range->setCurrentIndex(firstRange);
    m_range->fitWidth();
    m_range->setAccessibleName(tr("Range of time"));
    m_stop->setFixedWidth(qMax(m_run->sizeHint().width(), m_stop->sizeHint().width()));
    m_run->setFixedWidth(m_stop->width());
    m_stop->hide();
    auto* line = new QHBoxLayout(this);
    const int above = (theme.sizes().filterRow - theme.sizes().control) / 2;
    line->setContentsMargins(theme.px(8), above, theme.px(12), above);
    line->setSpacing(theme.sizes().buttonGap);
    line->addWidget(m_modes);
    line->addWidget(m_range);
    line->addWidget(m_text, 1);
    line->addWidget(m_run);
    line->addWidget(m_stop);
    connect(m_modes, &SegmentedControl::currentChanged, this, [this] {
        followMode();
        if (mode() == Mode::Insights)
            emit stopRequested(); // a query costs: it runs when it is told to
        else
            emit runRequested();
    });
    connect(m_range, &QComboBox::activated, this, [this] {
        if (mode() == Mode::Search)
            emit runRequested();
    });
    connect(m_text, &QLineEdit::returnPressed, this, &LogBar::runRequested);
    connect(m_run, &QAbstractButton::clicked, this, &LogBar::runRequested);
    connect(m_stop, &QAbstractButton::clicked, this, &LogBar::stopRequested);
    followMode();
}

LogBar::Mode LogBar::mode() const
{
    return static_cast<Mode>(m_modes->currentIndex());
}

void LogBar::setMode(Mode mode)
{
    m_modes->setCurrentIndex(static_cast<int>(mode));
    followMode();
}

void LogBar::followMode()
{
    (m_shown == Mode::Insights ? m_query : m_pattern) = m_text->text();
    if (m_shown != mode() || m_text->text().isEmpty())
        m_text->setText(mode() == Mode::Insights ? m_query : m_pattern);
    m_shown = mode();
    m_range->setVisible(m_shown != Mode::Follow);
    m_text->setPlaceholderText(m_shown == Mode::Insights
                                   ? tr("Query of Logs Insights")
                                   : tr("Filter pattern: ERROR, \"two words\", { $.level = \"error\" }"));
    m_text->setAccessibleName(m_shown == Mode::Insights ? tr("Query of Logs Insights")
                                                        : tr("Filter pattern"));
}

std::string LogBar::text() const
{
    return m_text->text().trimmed().toStdString();
}

void LogBar::setPattern(const QString& pattern)
{
    m_pattern = pattern;
    if (m_shown != Mode::Insights)
        m_text->setText(pattern);
}

seconds LogBar::range() const
{
    return ranges[static_cast<std::size_t>(m_range->currentIndex())].length;
}

QString LogBar::rangeText() const
{
    return m_range->currentText();
}

QString LogBar::longerRange() const
{
    return m_range->itemText(m_range->currentIndex() + 1);
}

void LogBar::widen()
{
    m_range->setCurrentIndex(qMin(m_range->currentIndex() + 1, m_range->count() - 1));
    emit runRequested();
}

void LogBar::setRunning(bool running)
{
    m_run->setVisible(!running);
    m_stop->setVisible(running);
}

void LogBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

} // namespace inia::ui
