import { z } from 'zod';

export const MAX_METRICS_PER_MESSAGE = 64;

export const MetricName = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/);
export type MetricName = z.infer<typeof MetricName>;

/** `null` means "asked, no answer"; a metric that is not supported is absent. */
export const MetricValue = z.union([z.number(), z.boolean(), z.string().max(128), z.null()]);
export type MetricValue = z.infer<typeof MetricValue>;

export const Metrics = z
  .record(MetricName, MetricValue)
  .refine((m) => Object.keys(m).length <= MAX_METRICS_PER_MESSAGE, {
    error: `at most ${MAX_METRICS_PER_MESSAGE} metrics`,
  });
export type Metrics = z.infer<typeof Metrics>;

export interface MetricInfo {
  /** The unit as shown to people; empty for states and counts. */
  unit: string;
  type: 'number' | 'boolean' | 'string';
  zh: string;
  en: string;
  /** A counter only grows within one boot. */
  counter?: true;
}

const number = (unit: string, zh: string, en: string): MetricInfo => ({ unit, type: 'number', zh, en });
const counter = (zh: string, en: string): MetricInfo => ({ unit: '', type: 'number', zh, en, counter: true });
const flag = (zh: string, en: string): MetricInfo => ({ unit: '', type: 'boolean', zh, en });
const text = (zh: string, en: string): MetricInfo => ({ unit: '', type: 'string', zh, en });

/** Names of the server's own: what a device sends under one is not stored. */
export const OWN_METRICS = 'signal.';

/**
 * The metrics that have a meaning of their own here. A probe may send others: they are stored and
 * charted by name, without unit. Names and units: the telemetry table of the contract.
 */
export const METRICS: Readonly<Record<string, MetricInfo>> = {
  'sys.uptime_s': number('s', '运行时长', 'Uptime'),
  'sys.load1': number('', '系统负载', 'Load (1 min)'),
  'sys.cpu_pct': number('%', 'CPU 占用率', 'CPU use'),
  'sys.mem_pct': number('%', '内存占用率', 'Memory use'),
  'sys.temp_c': number('°C', '板温', 'Board temperature'),
  'sys.clock_offset_ms': number('ms', '时钟偏差', 'Clock offset'),
  'net.if.up': flag('链路状态', 'Link up'),
  'net.if.carrier_changes': counter('链路跳变次数', 'Carrier changes'),
  'net.rx_bps': number('bit/s', '接收速率', 'Receive rate'),
  'net.tx_bps': number('bit/s', '发送速率', 'Send rate'),
  'net.rtt_ms': number('ms', '时延', 'Round-trip time'),
  'net.loss_pct': number('%', '丢包率', 'Loss'),
  'wifi.rssi_dbm': number('dBm', 'Wi-Fi 信号强度', 'Wi-Fi signal'),
  'wifi.phy_mbps': number('Mbit/s', 'Wi-Fi 协商速率', 'Wi-Fi PHY rate'),
  'wifi.retry_pct': number('%', 'Wi-Fi 重传率', 'Wi-Fi retries'),
  'cell.rat': text('网络制式', 'Radio access'),
  'cell.id': text('小区', 'Cell'),
  'cell.rssi_dbm': number('dBm', '蜂窝信号强度', 'Cellular RSSI'),
  'cell.rsrp_dbm': number('dBm', '参考信号接收功率', 'RSRP'),
  'cell.rsrq_db': number('dB', '参考信号接收质量', 'RSRQ'),
  'cell.sinr_db': number('dB', '信干噪比', 'SINR'),
  'dvbc.freq_khz': number('kHz', '频点', 'Frequency'),
  'dvbc.qam': number('QAM', '调制方式', 'Modulation'),
  'dvbc.symrate_kbd': number('kBd', '符号率', 'Symbol rate'),
  'dvbc.lock': flag('锁定', 'Lock'),
  'dvbc.level_dbuv': number('dBµV', '电平', 'RF level'),
  'dvbc.signal_pct': number('%', '相对信号强度', 'Relative signal strength'),
  'dvbc.mer_db': number('dB', '调制误差率', 'MER'),
  'dvbc.cn_db': number('dB', '载噪比', 'C/N'),
  'dvbc.ber_pre': number('', '纠错前误码率', 'BER before FEC'),
  'dvbc.ber_post': number('', '纠错后误码率', 'BER after FEC'),
  'dvbc.ucb': counter('不可纠错块', 'Uncorrectable blocks'),
  'fm.strength_raw': number('', '调频信号强度（原始值）', 'FM strength (raw)'),
  'fm.quality_raw': number('', '调频信号质量（原始值）', 'FM quality (raw)'),
  'pon.type': text('PON 类型', 'PON type'),
  'pon.rx_dbm': number('dBm', '收光功率', 'Optical receive power'),
  'pon.tx_dbm': number('dBm', '发光功率', 'Optical transmit power'),
  'pon.bias_ma': number('mA', '偏置电流', 'Bias current'),
  'pon.temp_c': number('°C', '光模块温度', 'Optics temperature'),
  'pon.vcc_v': number('V', '光模块电压', 'Optics voltage'),
  'pon.los': flag('光丢失', 'Loss of light'),
  'docsis.ds_dbmv': number('dBmV', '下行电平', 'Downstream level'),
  'docsis.ds_mer_db': number('dB', '下行 MER', 'Downstream MER'),
  'docsis.us_dbmv': number('dBmV', '上行电平', 'Upstream level'),
  'docsis.corr': counter('可纠错码字', 'Correctable codewords'),
  'docsis.uncorr': counter('不可纠错码字', 'Uncorrectable codewords'),
  'ts.p1_err': counter('码流一级错误', 'TS priority 1 errors'),
  'ts.p2_err': counter('码流二级错误', 'TS priority 2 errors'),
  'ts.cc_err': counter('连续计数错误', 'Continuity errors'),
  'play.state': text('播放状态', 'Playback state'),
  'play.sessions': counter('播放会话', 'Sessions'),
  'play.play_ms': counter('播放时长', 'Play time'),
  'play.stall_ms': counter('卡顿时长', 'Stall time'),
  'play.stalls': counter('卡顿次数', 'Stalls'),
  'eb.work_state': number('', '工作状态', 'Work state'),
  'eb.first_reg': flag('首次注册', 'First registration'),
  'eb.fault_type': number('', '故障类型', 'Fault type'),
  'eb.fault_code': number('', '故障代码', 'Fault code'),
  'eb.volume_pct': number('%', '音量', 'Volume'),
  'eb.src': text('节目来源', 'Programme source'),
  'pwr.mains_ok': flag('市电', 'Mains'),
  'pwr.mains_v': number('V', '市电电压', 'Mains voltage'),
  'pwr.dc24_v': number('V', '24V 电压', '24 V supply'),
  'pwr.dc12_v': number('V', '12V 电压', '12 V supply'),
  'pwr.amp_a': number('A', '功放电流', 'Amplifier current'),
  'pwr.batt_pct': number('%', '电池电量', 'Battery'),
  'pwr.batt_v': number('V', '电池电压', 'Battery voltage'),
  'pwr.batt_min_left': number('min', '电池剩余时间', 'Battery time left'),
  'pwr.gen_state': text('油机状态', 'Generator'),
  'pwr.gen_fuel_pct': number('%', '油量', 'Generator fuel'),
  'pwr.gen_hours': number('h', '油机运行小时', 'Generator hours'),
  // What the server says of each sample: 1 where it was weak or bad, else 0; 1 where it was bad, else left out.
  'signal.weak': number('', '弱信号样本', 'Weak samples'),
  'signal.bad': number('', '差信号样本', 'Bad samples'),
  'probe.rss_mb': number('MB', '探针内存', 'Probe memory'),
  'probe.spool_bytes': number('B', '探针缓存占用', 'Probe spool size'),
  'probe.spool_dropped': counter('探针丢弃样本', 'Probe samples dropped'),
};

/**
 * A metric may name its instance after a colon-free last part, e.g. `net.rx_bps.eth0`: what stands
 * before it is looked up. Answers undefined for a metric that has no entry.
 */
export function metricInfo(name: string): MetricInfo | undefined {
  const own = Object.hasOwn(METRICS, name) ? METRICS[name] : undefined;
  if (own) return own;
  const cut = name.lastIndexOf('.');
  const base = cut > 0 ? name.slice(0, cut) : '';
  return Object.hasOwn(METRICS, base) ? METRICS[base] : undefined;
}
