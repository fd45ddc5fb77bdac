#include "core/common/clock.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/signin.h"
#include "ui/operations/operationsview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace inia::ui {

namespace {

using operations::MetricRange;
using operations::MetricSample;
using operations::MetricSeries;
using operations::MetricTime;
using std::chrono::hours;
using std::chrono::seconds;

struct RangeChoice {
    const char* text;
    seconds length;
};
constexpr std::array<RangeChoice, 9> metricRanges{{
    {QT_TRANSLATE_NOOP("MetricsView", "Last hour"), hours(1)},
    {QT_TRANSLATE_NOOP("MetricsView", "Last 3 hours"), hours(3)},
    {QT_TRANSLATE_NOOP("MetricsView", "Last 12 hours"), hours(12)},
    {QT_TRANSLATE_NOOP("MetricsView", "Last day"), hours(24)},
    {QT_TRANSLATE_NOOP("MetricsView", "Last 3 days"), hours(3 * 24)},
    {QT_TRANSLATE_NOOP("MetricsView", "Last 7 days"), hours(7 * 24)},
    {QT_TRANSLATE_NOOP("MetricsView", "Last 30 days"), hours(30 * 24)},
    {QT_TRANSLATE_NOOP("MetricsView", "Last 90 days"), hours(90 * 24)},
    {QT_TRANSLATE_NOOP("MetricsView", "Last 15 months"), hours(455 * 24)},
}};
constexpr int firstRange = 1;
constexpr int chartHeight = 208;
constexpr int narrowChart = 340;
constexpr int axisWidth = 60;
constexpr int headHeight = 46;
constexpr int axisHeight = 22;
constexpr int lines = 5; // of the scale
constexpr std::array inks{Token::Accent, Token::WarningDot, Token::SuccessDot, Token::VKey, Token::DangerDot};

QDateTime momentOf(MetricTime time)
{
    return QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count());
}

} // namespace

// Lines over time, with a band from the least to the most. The sample under the pointer is marked, or the one
// that the arrow keys have gone to.
class MetricChart final : public QWidget {
public:
    MetricChart(const Appearance& appearance, operations::MetricChart chart, QWidget* parent)
        : QWidget(parent), m_appearance(appearance), m_chart(std::move(chart))
    {
        setMouseTracking(true);
        setFocusPolicy(Qt::StrongFocus);
        setFixedHeight(appearance.theme().px(chartHeight));
        setMinimumWidth(appearance.theme().px(narrowChart) / 2);
        setAccessibleName(toQString(m_chart.title));
    }

    [[nodiscard]] const operations::MetricChart& about() const { return m_chart; }

    void setSeries(std::vector<MetricSeries> series, const MetricRange& range, MetricTime now)
    {
        m_series = std::move(series);
        m_range = range;
        m_now = now;
        m_rows = operations::metricRows(m_series);
        const auto [least, most] = operations::extentOf(m_series);
        m_most = operations::scaleTop(most);
        m_least = least < 0 ? -operations::scaleTop(-least) : 0;
        if (m_marked >= static_cast<int>(m_rows.size()))
            m_marked = -1;
        setAccessibleDescription(markedText());
        update();
    }

    [[nodiscard]] QString markedText() const
    {
        if (m_marked < 0)
            return {};
        const auto& row = m_rows[static_cast<std::size_t>(m_marked)];
        QStringList texts{momentText(momentOf(row.time))};
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            const QString value =
                row.values[i] ? amountText(*row.values[i], toQString(m_chart.unit)) : MetricsView::tr("none");
            texts.append(row.values.size() == 1
                             ? value
                             : QStringLiteral("%1 %2").arg(toQString(m_chart.lines[i].name), value));
        }
        if (row.time + m_range.period > m_now)
            texts.append(MetricsView::tr("not over yet"));
        return texts.join(QStringLiteral(" \u00B7 "));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& theme = m_appearance.theme();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme.color(hasFocus() ? Token::Focus : Token::Border));
        painter.setBrush(theme.color(Token::Surface));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4));
        paintHead(painter);
        if (m_rows.empty()) {
            paintNothing(painter);
            return;
        }
        paintScale(painter);
        for (std::size_t i = 0; i < m_series.size(); ++i)
            paintSeries(painter, m_series[i], theme.color(inks[i % inks.size()]));
        paintMark(painter);
    }

    void mouseMoveEvent(QMouseEvent* event) override
    {
        const auto distance = [this, at = event->position().x()](const auto& row) {
            return std::abs(x(row.time) - at);
        };
        const auto nearest =
            std::min_element(m_rows.begin(), m_rows.end(),
                             [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
        mark(m_rows.empty() ? -1 : static_cast<int>(nearest - m_rows.begin()));
    }

    void leaveEvent(QEvent*) override
    {
        if (!hasFocus())
            mark(-1);
    }

    void keyPressEvent(QKeyEvent* event) override
    {
        const int last = static_cast<int>(m_rows.size()) - 1;
        switch (event->key()) {
        case Qt::Key_Left:
            mark(m_marked < 0 ? last : std::max(0, m_marked - 1));
            break;
        case Qt::Key_Right:
            mark(m_marked < 0 ? last : std::min(last, m_marked + 1));
            break;
        case Qt::Key_Home:
            mark(std::min(0, last));
            break;
        case Qt::Key_End:
            mark(last);
            break;
        default:
            QWidget::keyPressEvent(event);
        }
    }

private:
    void mark(int time)
    {
        if (std::exchange(m_marked, time) == time)
            return;
        setAccessibleDescription(markedText());
        update();
    }

    [[nodiscard]] QRectF plot() const
    {
        const Theme& theme = m_appearance.theme();
        return QRectF(rect()).adjusted(theme.px(axisWidth), theme.px(headHeight), -theme.px(14),
                                       -theme.px(axisHeight));
    }

    [[nodiscard]] double x(MetricTime time) const
    {
        const double whole = static_cast<double>((m_range.to - m_range.from).count());
        return plot().left() +
               plot().width() * static_cast<double>((time - m_range.from).count()) / std::max(1.0, whole);
    }

    [[nodiscard]] double y(double value) const
    {
        return plot().bottom() - plot().height() * (value - m_least) / (m_most - m_least);
    }

    void paintHead(QPainter& painter) const
    {
        const Theme& theme = m_appearance.theme();
        const QRect head(theme.px(12), theme.px(6), width() - theme.px(24), theme.px(18));
        painter.setFont(theme.font(FontRole::Strong));
        painter.setPen(theme.color(Token::Text));
        painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, toQString(m_chart.title));
        const QString marked = markedText();
        painter.setFont(theme.font(FontRole::Secondary));
        const QRect below = head.translated(0, theme.px(18));
        if (!marked.isEmpty()) {
            painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(marked, Qt::ElideRight, below.width()));
            return;
        }
        int at = below.left();
        painter.setPen(theme.color(Token::Text2));
        for (std::size_t i = 0; i < m_chart.lines.size() && at < below.right(); ++i) {
            painter.fillRect(QRect(at, below.center().y() - 1, theme.px(10), 3),
                             theme.color(inks[i % inks.size()]));
            at += theme.px(14);
            const QString name = toQString(m_chart.lines[i].name + " \u00B7 " + m_chart.lines[i].statistic);
            painter.drawText(QRect(at, below.top(), below.right() - at, below.height()),
                             Qt::AlignLeft | Qt::AlignVCenter, name);
            at += painter.fontMetrics().horizontalAdvance(name) + theme.px(14);
        }
    }

    void paintNothing(QPainter& painter) const
    {
        const Theme& theme = m_appearance.theme();
        QString text = MetricsView::tr("No data in this range");
        for (const auto& each : m_series) {
            if (!each.problem.empty())
                text = toOneLine(each.problem);
        }
        painter.setFont(theme.font(FontRole::Secondary));
        painter.setPen(theme.color(Token::Text3));
        painter.drawText(plot(), static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap, text);
    }

    void paintScale(QPainter& painter) const
    {
        const Theme& theme = m_appearance.theme();
        const QRectF area = plot();
        painter.setFont(theme.font(FontRole::Secondary));
        for (int line = 0; line <= lines; ++line) {
            const double value = m_least + (m_most - m_least) * line / lines;
            painter.setPen(QPen(theme.color(Token::Border), 1));
            painter.drawLine(QPointF(area.left(), y(value)), QPointF(area.right(), y(value)));
            painter.setPen(theme.color(Token::Text2));
            painter.drawText(QRectF(0, y(value) - theme.px(9), area.left() - theme.px(6), theme.px(18)),
                             Qt::AlignRight | Qt::AlignVCenter, amountText(value, toQString(m_chart.unit)));
        }
        const bool isDays = m_range.to - m_range.from > hours(36);
        const QString form = isDays ? QStringLiteral("d MMM") : QStringLiteral("HH:mm");
        const int count = std::max(1, static_cast<int>(area.width()) / theme.px(90));
        for (int label = 0; label <= count; ++label) {
            const MetricTime time = m_range.from + (m_range.to - m_range.from) * label / count;
            const QRectF room(x(time) - theme.px(40), area.bottom() + theme.px(3), theme.px(80),
                              theme.px(16));
            painter.drawText(label == count ? room.translated(-theme.px(14), 0) : room, Qt::AlignCenter,
                             textLocale().toString(momentOf(time), form));
        }
    }

    [[nodiscard]] QPointF point(const MetricSample& sample) const
    {
        return {x(sample.time), y(sample.value)};
    }

    void paintSeries(QPainter& painter, const MetricSeries& series, const QColor& ink) const
    {
        QColor tint = ink;
        tint.setAlphaF(0.16F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tint);
        if (series.least.size() == series.most.size()) {
            for (const auto& [first, end] : operations::runsOf(series.most, m_range.period)) {
                QPolygonF band;
                for (std::size_t i = first; i < end; ++i)
                    band.append(point(series.most[i]));
                for (std::size_t i = end; i > first; --i)
                    band.append(point(series.least[i - 1]));
                painter.drawPolygon(band);
            }
        }
        painter.setBrush(ink);
        for (const auto& [first, end] : operations::runsOf(series.samples, m_range.period))
            paintRun(painter, series.samples, first, end, ink);
    }

    void paintRun(QPainter& painter, const std::vector<MetricSample>& samples, std::size_t first,
                  std::size_t end, const QColor& ink) const
    {
        constexpr double thickness = 1.6;
        if (end - first == 1) {
            painter.setPen(Qt::NoPen);
            painter.drawEllipse(point(samples[first]), thickness, thickness);
            return;
        }
        for (std::size_t i = first + 1; i < end; ++i) {
            const bool isOpen = samples[i].time + m_range.period > m_now;
            painter.setPen(QPen(ink, thickness, isOpen ? Qt::DotLine : Qt::SolidLine, Qt::RoundCap));
            painter.drawLine(point(samples[i - 1]), point(samples[i]));
        }
    }

    void paintMark(QPainter& painter) const
    {
        if (m_marked < 0)
            return;
        const Theme& theme = m_appearance.theme();
        const auto& row = m_rows[static_cast<std::size_t>(m_marked)];
        painter.setPen(QPen(theme.color(Token::BorderStrong), 1));
        painter.drawLine(QPointF(x(row.time), plot().top()), QPointF(x(row.time), plot().bottom()));
        painter.setPen(QPen(theme.color(Token::Surface), 1));
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            painter.setBrush(theme.color(inks[i % inks.size()]));
            if (row.values[i])
                painter.drawEllipse(QPointF(x(row.time), y(*row.values[i])), theme.px(3), theme.px(3));
        }
    }

    const Appearance& m_appearance;
    operations::MetricChart m_chart;
    std::vector<MetricSeries> m_series;
    std::vector<operations::MetricRow> m_rows;
    MetricRange m_range;
    MetricTime m_now;
    double m_most = 1;
    double m_least = 0;
    int m_marked = -1; // of m_rows
};

MetricsView::MetricsView(const Appearance& appearance, QString profile, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_profile(std::move(profile))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    build();
    m_clock.setInterval(interval);
    connect(&m_clock, &QTimer::timeout, this, [this] { read(true); });
}

// The table looks at the model, which goes with this object.
MetricsView::~MetricsView()
{
    m_table->setModel(nullptr);
}

void MetricsView::build()
{
    const Theme& theme = m_appearance.theme();
    m_range = new ChoiceBox(m_appearance, ChoiceBox::Typing::No, this);
    m_range->setAccessibleName(tr("Range of time"));
    m_form = new SegmentedControl(m_appearance, {tr("Charts"), tr("Table")}, this);
    m_follow = new ToolButton(m_appearance, QStringLiteral("play"), tr("Ask again every minute"), {}, this);
    m_follow->setCheckable(true);
    m_note = new ElidedLabel(m_appearance, FontRole::Secondary, Token::Text2, this);
    m_note->setElideMode(Qt::ElideRight);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6));
    bar->setSpacing(theme.sizes().buttonGap);
    bar->addWidget(m_range);
    bar->addWidget(m_form);
    bar->addWidget(m_follow);
    bar->addWidget(m_note, 1);
    buildPages();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_pages, 1);
    connect(m_range, &QComboBox::activated, this, [this] { read(false); });
    connect(m_form, &SegmentedControl::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_follow, &QAbstractButton::toggled, this, &MetricsView::followTime);
}

void MetricsView::buildPages()
{
    const Theme& theme = m_appearance.theme();
    m_board = new QWidget;
    m_grid = new QGridLayout(m_board);
    m_grid->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(12));
    m_grid->setSpacing(theme.px(10));
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_board);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setBackgroundRole(QPalette::Base);
    m_table = new TableView(m_appearance);
    m_table->setAccessibleName(tr("Metrics"));
    m_table->setModel(&m_model);
    m_state = new StateView(m_appearance);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(scroll);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    connect(m_state, &StateView::copyRequested, this, &MetricsView::copyRequested);
    // Queued: what an action does may replace the buttons it came from.
    connect(
        m_state, &StateView::actionTriggered, this,
        [this](const QString& id) {
            if (id == stateaction::retry)
                read(false);
            else if (id == stateaction::showRequest && m_reading)
                emit showCallRequested(m_reading->lastCallId());
            else if (id == stateaction::signIn || id == stateaction::enterCode)
                emit signInRequested();
        },
        Qt::QueuedConnection);
}

void MetricsView::enter(const Result<Client>& client, operations::MetricSet set)
{
    leave();
    m_set = std::move(set);
    QStringList texts;
    int chosen = 0;
    for (std::size_t i = 0; i < metricRanges.size(); ++i) {
        if (metricRanges[i].length < m_set.shortest)
            continue;
        chosen = i <= firstRange ? static_cast<int>(texts.size()) : chosen;
        texts.append(QCoreApplication::translate("MetricsView", metricRanges[i].text));
    }
    m_range->setChoices(texts);
    m_range->setCurrentIndex(chosen);
    m_range->fitWidth();
    makeCharts();
    if (!client) {
        fail(client.error());
        return;
    }
    m_client = *client;
    read(false);
}

void MetricsView::leave()
{
    m_reading.reset();
    m_client.reset();
    m_error.reset();
    m_clock.stop();
    m_follow->setChecked(false);
    m_note->setText({});
    m_model.setRows({}, {});
    for (MetricChart* chart : m_charts)
        delete chart;
    m_charts.clear();
}

void MetricsView::goOn()
{
    if (m_error && signInNeed(*m_error) != SignInNeed::None)
        read(false);
}

std::vector<QWidget*> MetricsView::charts() const
{
    return {m_charts.begin(), m_charts.end()};
}

QString MetricsView::markedText(std::size_t chart) const
{
    return m_charts.at(chart)->markedText();
}

void MetricsView::makeCharts()
{
    for (const auto& chart : m_set.charts)
        m_charts.push_back(new MetricChart(m_appearance, chart, m_board));
    arrange();
}

void MetricsView::arrange()
{
    const bool isWide = width() > 2 * m_appearance.theme().px(narrowChart);
    const int columns = isWide ? 2 : 1;
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        const int place = static_cast<int>(i);
        m_grid->addWidget(m_charts[i], place / columns, place % columns);
        m_charts[i]->show();
    }
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, isWide ? 1 : 0);
    m_grid->setRowStretch(static_cast<int>(m_charts.size()), 1);
}

void MetricsView::read(bool isBackground)
{
    if (!m_client || m_range->currentIndex() < 0)
        return;
    std::size_t choice = metricRanges.size() - static_cast<std::size_t>(m_range->count());
    choice += static_cast<std::size_t>(m_range->currentIndex());
    const auto now = std::chrono::floor<seconds>(m_client->clock()->now());
    const int pixels = m_charts.empty() ? narrowChart : std::max(narrowChart, m_charts.front()->width());
    const auto range = MetricRange::last(metricRanges[choice].length, now, pixels, m_set.period);
    std::vector<operations::Metric> metrics;
    for (const auto& chart : m_set.charts)
        metrics.insert(metrics.end(), chart.lines.begin(), chart.lines.end());
    m_reading = makeOwned<operations::MetricReading>(*m_client, std::move(metrics), range, isBackground);
    connect(m_reading.get(), &Task::finished, this, &MetricsView::take);
    if (!isBackground)
        m_note->setText(tr("Loading\u2026"));
    m_reading->start();
}

void MetricsView::take()
{
    const auto& result = m_reading->result();
    if (!result) {
        if (result.error().kind == ErrorKind::Cancelled)
            m_note->setText(tr("Stopped"));
        else
            fail(result.error());
        return;
    }
    m_error.reset();
    const auto now = std::chrono::floor<seconds>(m_client->clock()->now());
    std::size_t first = 0;
    for (MetricChart* chart : m_charts) {
        const std::size_t count = chart->about().lines.size();
        const auto begin = result->begin() + static_cast<std::ptrdiff_t>(first);
        chart->setSeries({begin, begin + static_cast<std::ptrdiff_t>(count)}, m_reading->range(), now);
        first += count;
    }
    fillTable();
    QStringList notes{
        tr("%1 a sample").arg(elapsedText(std::chrono::microseconds(m_reading->range().period).count())),
        requestsText(m_reading->requests())};
    for (const auto& message : m_reading->messages())
        notes.append(toOneLine(message));
    for (const auto& series : *result) {
        if (!series.problem.empty() && !notes.contains(toOneLine(series.problem)))
            notes.append(toOneLine(series.problem));
    }
    m_note->setText(notes.join(QStringLiteral(" \u00B7 ")));
    m_pages->setCurrentIndex(m_form->currentIndex());
}

void MetricsView::fail(const Error& error)
{
    m_error = error;
    auto content = errorState(error, tr("The metrics could not be read"), m_reading != nullptr);
    if (isAccessDenied(error))
        content.sentence = tr("%1 may not call cloudwatch:%2, or a policy denies it.")
                               .arg(m_profile, toOneLine(error.operation));
    offerSignIn(content, error);
    m_state->setContent(m_client ? content : withoutRetry(content));
    m_pages->setCurrentWidget(m_state);
    m_note->setText({});
}

// The newest first, a row for each period that has any sample.
void MetricsView::fillTable()
{
    ResourceColumns columns{
        {ResourceColumn::Source::Member, "time", tr("Time").toStdString(), ColumnKind::Date, {}, {}}};
    std::vector<std::string> units;
    for (const auto& chart : m_set.charts) {
        const std::string unit = chart.unit.empty() ? "" : ", " + chart.unit;
        for (const auto& line : chart.lines) {
            columns.push_back({ResourceColumn::Source::Member,
                               "v" + std::to_string(units.size()),
                               line.name + " (" + line.statistic + unit + ")",
                               ColumnKind::Text,
                               {},
                               {}});
            units.push_back(chart.unit == "B" ? "B" : "");
        }
    }
    std::deque<Value> newestFirst;
    for (const auto& row : operations::metricRows(*m_reading->result())) {
        Value cells = Value::map({{"time", Timestamp{row.time.time_since_epoch().count(), 0}}});
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            if (row.values[i])
                cells.insert("v" + std::to_string(i),
                             amountText(*row.values[i], toQString(units[i])).toStdString());
        }
        newestFirst.push_front(std::move(cells));
    }
    m_model.setRows(std::move(columns), std::move(newestFirst));
    for (int column = 0; column < m_model.columnCount(); ++column)
        m_table->header()->resizeSection(column, m_appearance.theme().px(column == 0 ? 150 : 170));
}

void MetricsView::followTime()
{
    const bool follows = m_follow->isChecked();
    m_follow->setMeaning(follows ? QStringLiteral("pause") : QStringLiteral("play"),
                         follows ? tr("Asked again every minute; stop that") : tr("Ask again every minute"));
    if (follows && isVisible() && m_client)
        m_clock.start();
    else
        m_clock.stop();
}

// Nobody looks: no request begins.
void MetricsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    followTime();
}

void MetricsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace inia::ui
