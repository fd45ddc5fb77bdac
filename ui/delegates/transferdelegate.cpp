#include "ui/delegates/transferdelegate.h"

#include "ui/models/transfermodel.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <cmath>

namespace inia::ui {

namespace {

constexpr int rowPixels = 26;
constexpr int barPixels = 6;
constexpr int percentPixels = 46;

struct Look {
    Token bar = Token::Accent;
    Token text = Token::Text2;
    const char* icon = "";
};

Look lookOf(TransferJob::State state)
{
    switch (state) {
    case TransferJob::State::Running:
        return {Token::Accent, Token::Text, ""};
    case TransferJob::State::Paused:
        return {Token::Text3, Token::Text2, ""};
    case TransferJob::State::Interrupted:
        return {Token::WarningDot, Token::Warning, "warn"};
    case TransferJob::State::Succeeded:
        return {Token::SuccessDot, Token::Text2, ""};
    case TransferJob::State::Failed:
        return {Token::DangerDot, Token::Danger, "error"};
    case TransferJob::State::Cancelled:
        break;
    }
    return {Token::Text3, Token::Text3, ""};
}

Look lookOf(const QModelIndex& index)
{
    return lookOf(static_cast<TransferJob::State>(index.data(TransferModel::JobStateRole).toInt()));
}

} // namespace

TransferDelegate::TransferDelegate(const Appearance& appearance, QObject* parent)
    : RowDelegate(appearance, rowPixels, parent)
{
}

void TransferDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    paintBackground(*painter, option);
    if (index.column() == TransferModel::ProgressColumn)
        paintBar(*painter, option, index);
    else
        paintState(*painter, option, index);
}

void TransferDelegate::paintBar(QPainter& painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QRect room = option.rect.adjusted(sizes.cellPadding, 0, -sizes.cellPadding, 0);
    const double fraction = index.data(TransferModel::FractionRole).toDouble();
    const int thick = theme().px(barPixels);
    const int percent = theme().px(percentPixels);
    const QRectF bar(room.left(), room.top() + (room.height() - thick) / 2.0, room.width() - percent, thick);
    fillRounded(painter, bar, thick / 2.0, theme().color(Token::Track));
    if (fraction > 0) {
        QRectF done = bar;
        done.setWidth(std::max<double>(thick, bar.width() * fraction));
        fillRounded(painter, done, thick / 2.0, theme().color(lookOf(index).bar));
    }
    if (fraction >= 0)
        paintFigure(painter, room, Token::Text2,
                    QStringLiteral("%1 %").arg(static_cast<int>(std::floor(fraction * 100))));
}

void TransferDelegate::paintState(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    QRect room = option.rect.adjusted(sizes.cellPadding, 0, -sizes.cellPadding, 0);
    const Look look = lookOf(index);
    const Token ink = look.text == Token::Text3 ? quiet(option) : look.text;
    if (*look.icon != '\0')
        room.setLeft(
            paintIcon(painter, option, room.left(), QString::fromUtf8(look.icon), ink, sizes.iconSmall));
    paintText(painter, room, FontRole::Data, ink, index.data(Qt::DisplayRole).toString());
}

} // namespace inia::ui
